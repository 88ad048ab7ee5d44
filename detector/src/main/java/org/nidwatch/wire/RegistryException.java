// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

/** The schema registry said something we cannot work with. The message says the URL, what was seen and what to change. */
public class RegistryException extends RuntimeException {
    RegistryException(String message) {
        super(message);
    }

    RegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
