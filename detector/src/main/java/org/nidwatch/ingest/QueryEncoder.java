// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import org.nidwatch.intake.NidQuery;

/** Turns a query into the bytes of its record; {@code wire::query}. */
@FunctionalInterface
public interface QueryEncoder {
    /** The value for that topic. */
    byte[] encode(String topic, NidQuery query);
}
