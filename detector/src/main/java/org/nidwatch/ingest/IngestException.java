// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

/**
 * The user must change something before this can work. The message says what was given, what is allowed and where to
 * change it; it never repeats a line of the log.
 */
public final class IngestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IngestException(String message) {
        super(message);
    }

    IngestException(String message, Throwable cause) {
        super(message, cause);
    }
}
