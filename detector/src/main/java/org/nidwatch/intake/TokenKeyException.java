// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.intake;

/** The tokenisation key cannot be had. The message says what is wrong and what to change, never the key. */
public final class TokenKeyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TokenKeyException(String message) {
        super(message);
    }
}
