// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.probe;

/**
 * What chance alone does.
 *
 * <p>An organisation that makes v queries within a window hits a given one of R people with the chance
 * {@code p = 1 - exp(-(v / R + b w))}: every person is equally likely, but for what is known of the person, b, how often a day
 * this organisation asked for them outside the windows (w is the window's length in days). Over n probes the number of its
 * hits is a sum of independent trials with their own p (Poisson binomial), so the chance of k or more is reckoned exactly.
 */
final class Chance {
    /** Chance may name the wrong organisation once in so many verdicts at most. */
    static final double ALPHA = 1e-3;

    private static final double DAY_MILLIS = 86_400_000.0;

    private Chance() {}

    /**
     * Chance of a hit in one window.
     *
     * @param queries of the organisation in the window
     * @param register people in the register
     * @param usualADay how often a day it asked for the person outside the windows
     * @param windowMillis length of the window
     */
    static double hit(long queries, long register, double usualADay, long windowMillis) {
        return -Math.expm1(-((double) queries / register + usualADay * windowMillis / DAY_MILLIS));
    }

    /** Chance of k or more hits when each probe is hit with its own chance. */
    static double atLeast(int k, double[] chances) {
        // Summed from the far end: 1 minus nearly 1 would leave nothing of a small chance.
        double[] hits = new double[chances.length + 1];
        hits[0] = 1;
        for (int probe = 0; probe < chances.length; probe++) {
            for (int n = probe + 1; n > 0; n--) {
                hits[n] = hits[n] * (1 - chances[probe]) + hits[n - 1] * chances[probe];
            }
            hits[0] *= 1 - chances[probe];
        }
        double sum = 0;
        for (int n = chances.length; n >= Math.max(0, k); n--) {
            sum += hits[n];
        }
        return Math.min(1, sum);
    }

    /**
     * Fewest probes, all answered, after which chance explains it less than once in {@code 1 / ALPHA}: the least n with
     * {@code c^n <= ALPHA}, where {@code c = 1 - exp(-(V / R + r) w)} is the chance that anybody at all asks for the person
     * within the window. The chance that one of the organisations answers all n is at most c^n, however the queries are
     * divided among them.
     *
     * @param queriesADay V, of all organisations
     * @param register R, people in the register
     * @param lookupsADay r, how often the person is asked for on an ordinary day; 0 for a decoy
     * @param windowMillis w, clock tolerances included
     */
    static int needed(double queriesADay, long register, double lookupsADay, long windowMillis) {
        double anybody = -Math.expm1(-(queriesADay / register + lookupsADay) * windowMillis / DAY_MILLIS);
        return anybody >= 1 ? Integer.MAX_VALUE : (int) Math.max(1, Math.ceil(Math.log(ALPHA) / Math.log(anybody)));
    }
}
