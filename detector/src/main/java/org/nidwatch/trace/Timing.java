// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.trace;

/**
 * What it says that the last look-up before a person's date came shortly before it. A bot asks when it is asked, a dump was
 * filled at any time: of the leaked people a part {@code live} was looked up just then, with a gap that falls off
 * exponentially (mean {@link #MEAN_MILLIS}), the rest at any time of the span before. live is 0, 1/2 or 9/10, not known, and
 * summed over.
 */
final class Timing {
    static final double MEAN_MILLIS = 3_600_000;

    /** Parts looked up just then. */
    static final double[] LIVE = {0, 0.5, 0.9};

    /** One look-up a second before the date proves no more than this: dates are rough. */
    private static final double MOST = 200;

    private final long from;

    /** For look-ups that can have come since then. */
    Timing(long from) {
        this.from = from;
    }

    /** By how much the gap speaks for the look-up being the leak's: a ratio of densities, 1 where there is no date. */
    double ratio(long leakedAt, long lastLookUp, double live) {
        if (leakedAt == Sample.UNDATED || live == 0) {
            return 1;
        }
        double span = Math.max(MEAN_MILLIS, leakedAt - from);
        double gap = Math.max(0, leakedAt - lastLookUp);
        double just = span / MEAN_MILLIS * Math.exp(-gap / MEAN_MILLIS);
        return 1 - live + live * Math.min(MOST, just);
    }
}
