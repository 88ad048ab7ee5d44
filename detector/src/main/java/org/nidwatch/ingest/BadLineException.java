// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

/** A line cannot be read. The reason names the field, never its value. Without stack trace: lines come in millions. */
final class BadLineException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String reason;

    BadLineException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
