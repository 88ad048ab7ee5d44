// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.trace;

/** A trace cannot be done as asked. The message is for a person, and never holds anything of the sample. */
public final class TraceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TraceException(String message) {
        super(message, null, false, false);
    }
}
