// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.federation;

import java.util.Arrays;
import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;

/**
 * How far all sources have come together: as far as the one furthest behind. A source that has read all there is holds nobody
 * up: it is as far as the furthest was when it said so, and has to say so again to go on. Where all say so and nothing comes,
 * time goes on as the clock does. Ticks are of event time.
 */
final class Sources {
    /** For so long, by the running clock, a source counts as having read all when it does not say so again, milliseconds. */
    static final long LEASE_MILLIS = 45_000;

    private static final long NONE = SourceClock.NONE;

    private final boolean history;
    private long[] passed = {};
    private long[] caughtUp = {};
    private int count;
    private long furthest = NONE;
    private long clock = NONE;
    private long idle;

    /** @param history whoever has read all has read all there will be */
    Sources(boolean history) {
        this.history = history;
    }

    void heard(SourceReport report) {
        int source = report.source();
        if (source == SourceReport.UNKNOWN) {
            return;
        }
        count = report.sources();
        if (passed.length < count) {
            int before = passed.length;
            passed = Arrays.copyOf(passed, count);
            caughtUp = Arrays.copyOf(caughtUp, count);
            Arrays.fill(passed, before, count, NONE);
            Arrays.fill(caughtUp, before, count, NONE);
        }
        if (report.digest() != null) {
            // A poll's queries are gone through organisation by organisation: others' digests of earlier ticks may
            // follow.
            return;
        }
        if (report.reached() > furthest) {
            furthest = report.reached();
            idle = 0;
        }
        boolean upToNow = report.caughtUp() || history && caughtUp[source] != NONE;
        passed[source] = Math.max(passed[source], upToNow ? furthest : report.reached());
        if (report.caughtUp()) {
            caughtUp[source] = history ? 0 : Math.max(0, clock);
        } else if (history) {
            caughtUp[source] = NONE;
        }
    }

    /** Whether each source has said lately that it has read all there is. */
    boolean allCaughtUp() {
        for (int source = 0; source < count; source++) {
            if (!isCaughtUp(source)) {
                return false;
            }
        }
        return count > 0;
    }

    private boolean isCaughtUp(int source) {
        return caughtUp[source] != NONE && (history || clock - caughtUp[source] <= LEASE_MILLIS);
    }

    /** A clock that runs, or the newest event time of a history. */
    void advance(long nowMillis) {
        long before = clock;
        clock = Math.max(clock, nowMillis);
        if (!history && before != NONE && allCaughtUp()) {
            idle += clock - before;
        }
    }

    /** Event time, milliseconds, that all sources have passed; Long.MIN_VALUE while one was not heard. */
    long time() {
        if (count == 0 || furthest == NONE) {
            return NONE;
        }
        if (allCaughtUp()) {
            return furthest * OrganisationDigest.TICK_MILLIS + idle;
        }
        long least = furthest;
        for (int source = 0; source < count; source++) {
            least = Math.min(least, history && isCaughtUp(source) ? furthest : passed[source]);
        }
        return least == NONE ? NONE : least * OrganisationDigest.TICK_MILLIS;
    }

    /** The source that holds the others up, by number; -1 when none does. */
    int slowest() {
        int slowest = -1;
        for (int source = 0; source < count; source++) {
            if (!isCaughtUp(source) && (slowest < 0 || passed[source] < passed[slowest])) {
                slowest = source;
            }
        }
        return slowest;
    }

    void write(StateWriter writer) {
        writer.count(count);
        for (int source = 0; source < count; source++) {
            writer.number(passed[source]);
        }
        writer.number(furthest);
    }

    void restore(StateReader reader) {
        count = reader.size(SourceReport.SOURCES);
        passed = new long[count];
        caughtUp = new long[count];
        Arrays.fill(caughtUp, NONE);
        for (int source = 0; source < count; source++) {
            passed[source] = reader.number();
        }
        furthest = reader.number();
    }
}
