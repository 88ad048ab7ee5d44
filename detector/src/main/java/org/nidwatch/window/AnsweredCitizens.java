// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.window;

import java.util.Arrays;

/**
 * How many distinct citizens an organisation ever got an answer about, and how that number grew in the last
 * {@link #DAYS} days (UTC). One {@link DistinctCount}, whose error is {@link DistinctCount#RELATIVE_ERROR}, with what its
 * 32-bit hashes lose by coincidence put back; numbers that {@link Novelty} takes for known by mistake (below 1.5 %) are
 * missed until they count as new again. Below 750 bytes of state.
 */
final class AnsweredCitizens {
    /** Days whose pace is taken for tomorrow's. */
    static final int DAYS = 28;

    /** Before so many days the first customers to come by would be taken for growth. */
    static final int LEAST_DAYS = 7;

    /** Beyond so many years a forecast says nothing. */
    private static final double FARTHEST_DAYS = 3_652;

    private static final long DAY_MILLIS = 86_400_000L;
    private static final double HASHES = 0x1p32;
    private static final long UNKNOWN = -1;

    private DistinctCount count = new DistinctCount();
    /** The count when each of the last days began, by day modulo their number. */
    private final long[] atStart = new long[DAYS];

    private long day = Long.MIN_VALUE;
    private boolean dirty;

    AnsweredCitizens() {
        Arrays.fill(atStart, UNKNOWN);
    }

    /** Time goes on. */
    void advance(long time) {
        long today = Math.floorDiv(time, DAY_MILLIS);
        if (today <= day) {
            return;
        }
        long now = count();
        long from = day == Long.MIN_VALUE ? today : Math.max(day + 1, today - DAYS + 1);
        for (long each = from; each <= today; each++) {
            atStart[slot(each)] = now;
        }
        day = today;
        dirty = true;
    }

    void add(long subjectLow) {
        dirty |= count.addHash(DistinctCount.hash(subjectLow));
    }

    long count() {
        double seen = Math.min(count.estimate(), HASHES / 2);
        return Math.round(-HASHES * Math.log1p(-seen / HASHES));
    }

    /** New ones a day, in the last 28 days or in those there were; NaN in the first week. */
    double perDay(long clock) {
        for (long first = day - DAYS + 1; first <= day - LEAST_DAYS; first++) {
            long then = atStart[slot(first)];
            if (then != UNKNOWN) {
                return Math.max(0, count() - then) / ((clock - first * DAY_MILLIS) / (double) DAY_MILLIS);
            }
        }
        return Double.NaN;
    }

    /** When the count reaches this, milliseconds; the clock when it has; Long.MAX_VALUE when nobody can say. */
    long reaches(long citizens, long clock) {
        long left = citizens - count();
        if (left <= 0) {
            return clock;
        }
        double days = left / perDay(clock);
        return days <= FARTHEST_DAYS ? clock + Math.round(days * DAY_MILLIS) : Long.MAX_VALUE;
    }

    private static int slot(long ofDay) {
        return (int) Math.floorMod(ofDay, (long) DAYS);
    }

    void writeChanges(int kind, StateWriter writer, WindowState.Sink sink) {
        if (!dirty) {
            return;
        }
        dirty = false;
        writer.start(OrganisationWindows.VERSION).number(day);
        for (long start : atStart) {
            writer.number(start);
        }
        sink.put(kind, 0, writer.bytes(count.toBytes()).toBytes());
    }

    void restore(StateReader reader) {
        day = reader.number();
        for (int i = 0; i < DAYS; i++) {
            atStart[i] = reader.number();
        }
        count = DistinctCount.of(reader.bytes());
    }
}
