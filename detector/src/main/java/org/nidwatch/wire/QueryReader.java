// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Query;

/** Reads the queries of a stream. One for each thread: it fills one object again and again. */
public interface QueryReader {
    /**
     * Reads one record. The query is valid until the next call; its strings may be kept. Throws
     * {@link RegistryUnavailableException} when the writer's schema cannot be asked for just now (wait and try again),
     * another {@link RegistryException} when the registry's answer is of no use (stop).
     *
     * @param value the record's value in the Confluent wire format
     */
    Query read(byte @Nullable [] value) throws UnreadableException;

    /**
     * The organisation of a record, without decoding the rest; leaves the query of the last {@link #read} alone. Null
     * when the record does not tell. Throws {@link RegistryException} as {@link #read} does.
     */
    @Nullable
    String organisationId(byte @Nullable [] value);
}
