// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import org.nidwatch.alert.Mode;
import org.nidwatch.intake.Query;
import org.nidwatch.policy.Policy;

/**
 * The organisations of one task, live: each query is measured, examined by the detectors, and turned into episodes and
 * alerts. Not thread-safe. Decisions are functions of event time only.
 */
public final class Watch {
    /** Writes one changed piece of state; a null value deletes it. */
    public interface ChunkWriter {
        /** The key starts with the organisation id; the value starts with a version byte. */
        void put(byte[] key, byte[] value);
    }

    /** A watch with no state yet; {@link #restore} brings it back. */
    public Watch(WatchSettings settings, Policy policy, Mode mode, String queriesTopic, WatchOutput output) {}

    /**
     * Counts one accepted query and says what follows from it.
     *
     * @param partition where the query stands in the queries topic; -1 when it comes from a file
     * @param offset its offset there; the line number when it comes from a file
     */
    public void observe(Query query, int partition, long offset) {}

    /**
     * Closes what has been quiet: minutes, and episodes of organisations that fell silent. What is closed carries event
     * times; only the moment at which it is sent follows from this call.
     *
     * @param nowMillis the newest time known: wall clock when live, newest event time in a replay
     */
    public void advance(long nowMillis) {}

    /** Takes back one piece of state that {@link #writeChanges} wrote, before the first query. */
    public void restore(byte[] key, byte[] value) {}

    /** Hands over each piece of state that changed since the last call, once. */
    public void writeChanges(ChunkWriter writer) {}
}
