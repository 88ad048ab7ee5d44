// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.window;

import java.util.Arrays;

/**
 * Where an organisation's queries stand in the topic: the first offset of each of the last 168 clock hours, and the
 * newest, so that an alert can say what to replay. Only the partition on which the organisation was seen first is
 * followed; one whose queries are spread over partitions is replayed by key instead.
 */
public final class FirstOffsets {
    private static final int HOURS = 168;
    private static final long HOUR_MILLIS = 3_600_000L;

    private final long[] hour = new long[HOURS];
    private final long[] first = new long[HOURS];
    private final boolean[] dirty = new boolean[HOURS];
    private int partition = -1;
    private long last = -1;

    FirstOffsets() {
        Arrays.fill(hour, Long.MIN_VALUE);
    }

    void query(long time, long clock, int fromPartition, long offset) {
        if (partition < 0) {
            partition = fromPartition;
        }
        if (fromPartition != partition || fromPartition < 0) {
            return;
        }
        last = Math.max(last, offset);
        long at = Math.floorDiv(time, HOUR_MILLIS);
        if (at <= Math.floorDiv(clock, HOUR_MILLIS) - HOURS) {
            return;
        }
        int slot = (int) Math.floorMod(at, (long) HOURS);
        if (hour[slot] != at || offset < first[slot]) {
            hour[slot] = at;
            first[slot] = offset;
            dirty[slot] = true;
        }
    }

    /** The partition followed; -1 when the queries come from a file. */
    public int partition() {
        return partition;
    }

    /** The newest offset; -1 when there is none. */
    public long last() {
        return last;
    }

    /** The smallest offset of a query at or after the start of the given time's clock hour; -1 when not known. */
    public long firstSince(long time) {
        long from = Math.floorDiv(time, HOUR_MILLIS);
        long smallest = Long.MAX_VALUE;
        for (int slot = 0; slot < HOURS; slot++) {
            if (hour[slot] >= from) {
                smallest = Math.min(smallest, first[slot]);
            }
        }
        return smallest == Long.MAX_VALUE ? -1 : smallest;
    }

    void writeHead(StateWriter writer) {
        writer.number(partition).number(last);
    }

    void readHead(StateReader reader) {
        partition = (int) reader.number();
        last = reader.number();
    }

    void writeChanges(int kind, StateWriter writer, WindowState.Sink sink) {
        for (int slot = 0; slot < HOURS; slot++) {
            if (dirty[slot]) {
                dirty[slot] = false;
                sink.put(
                        kind,
                        slot,
                        writer.start(OrganisationWindows.VERSION)
                                .number(hour[slot])
                                .number(first[slot])
                                .toBytes());
            }
        }
    }

    void restore(long slot, StateReader reader) {
        hour[(int) slot] = reader.number();
        first[(int) slot] = reader.number();
    }
}
