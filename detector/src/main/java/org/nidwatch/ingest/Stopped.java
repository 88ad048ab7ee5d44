// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

/** The user wants to stop while we wait for Kafka or the registry: what is not sent is read again next time. */
final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped() {
        super("stopped", null, false, false);
    }
}
