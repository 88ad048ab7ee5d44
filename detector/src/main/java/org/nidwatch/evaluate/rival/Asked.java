// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

/**
 * What is seen of one credential in one tick, and what may be expected: numbers newly asked about (fresh and missed
 * together), the missed and the block repeats among them. All share the pace of the tick, so the number asked is negative
 * binomial and the others are binomial parts of it; taken one by one as Poisson they would seem to prove each other.
 *
 * <p>A credential that nobody uses may by accident be used once in a thousand ticks, and one miss in twenty is nothing
 * unusual on it.
 */
record Asked(double asked, double missed, double repeats) {
    static final double LEAST_MEAN = 0.001;
    private static final double LEAST_SHARE = 1e-4;

    /** Of means that may be 0. */
    static Asked expected(double fresh, double missed, double repeats) {
        double least = LEAST_MEAN / 20;
        double misses = Math.max(least, missed);
        return new Asked(Math.max(LEAST_MEAN - least, fresh) + misses, misses, repeats);
    }

    double missedShare() {
        return within(missed / asked);
    }

    double repeatsShare() {
        return within(repeats / asked);
    }

    /** ln P(n asked), at so many times the expected pace. */
    double alone(int n, double pace, double shape) {
        return CountLaw.negativeBinomial(n, pace * asked, shape);
    }

    /**
     * ln P(n asked, of which so many missed and repeated), at so many times the expected pace with an abuse upon it; less
     * what the parts alone would have had without it, so that the difference to {@link #alone} is the log-likelihood ratio.
     */
    double abused(int n, int misses, int repeated, double pace, double shape, Asked abuse) {
        double mean = pace * asked;
        double both = mean + abuse.asked;
        double missedThen = within((pace * missed + abuse.missed) / both);
        double repeatsThen = within((pace * repeats + abuse.repeats) / both);
        return CountLaw.negativeBinomial(n, both, CountLaw.shapeOfSum(mean, abuse.asked, shape))
                + CountLaw.binomialRatio(Math.min(n, misses), n, missedShare(), missedThen)
                + CountLaw.binomialRatio(Math.min(n, repeated), n, repeatsShare(), repeatsThen);
    }

    private static double within(double share) {
        return Math.min(1 - LEAST_SHARE, Math.max(LEAST_SHARE, share));
    }
}
