// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import org.jspecify.annotations.Nullable;

/**
 * A span in which nobody was looking, so that silence is not taken for safety. Queries of the span are not lost: they are
 * judged later, as far as they can be read.
 *
 * @param from start, milliseconds of the wall clock
 * @param to end, exclusive, later than from
 * @param partition of the queries topic; null = see organisationId
 * @param organisationId who was not watched; null = all on the partition
 */
public record Coverage(
        long from,
        long to,
        @Nullable Integer partition,
        @Nullable String organisationId,
        Cause cause) {
    /** Why nobody looked. */
    public enum Cause {
        /** State was read back. */
        RESTORE,
        /** Queries came faster than they were judged, the work was held up, or a transaction before them stood open. */
        LAG,
        /** Too many of the organisation's records could not be read. */
        REJECTS,
        /** The wall clock leapt. */
        CLOCK,
        /** No instance had the partition. */
        STOPPED
    }

    public Coverage {
        if (from >= to) {
            throw new IllegalArgumentException("coverage from " + from + " to " + to + ": must end after it began");
        }
    }
}
