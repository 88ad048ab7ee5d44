// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Query;

/** Reads the queries of a stream. One for each thread: it fills the same objects again and again. */
public interface QueryReader {
    /** Reads one record into place 0. */
    default Query read(byte @Nullable [] value) throws UnreadableException {
        return read(value, 0);
    }

    /**
     * Reads one record. The query is valid until its place is read into again; its strings may be kept. Throws
     * {@link RegistryUnavailableException} when the writer's schema cannot be asked for just now (wait and try again),
     * another {@link RegistryException} when the registry's answer is of no use (stop).
     *
     * @param value the record's value in the Confluent wire format
     * @param place from 0 on; there are as many as the highest that was asked for, about 100 bytes each
     */
    Query read(byte @Nullable [] value, int place) throws UnreadableException;

    /**
     * The organisation of a record, without decoding the rest; leaves the queries of earlier reads alone. Null
     * when the record does not tell. Throws {@link RegistryException} as {@link #read} does.
     */
    @Nullable
    String organisationId(byte @Nullable [] value);
}
