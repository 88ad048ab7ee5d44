// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.world;

import org.nidwatch.simulate.Rng;

/** Factors of mean 1 that wander: lognormal, each remembering the one before. */
final class Noise {
    private Noise() {}

    /**
     * @param deviation of the logarithm
     * @param memory correlation of neighbours, [0, 1)
     */
    static double[] wandering(Rng rng, int length, double deviation, double memory) {
        double[] factors = new double[length];
        double fresh = Math.sqrt(1 - memory * memory);
        double state = rng.gaussian();
        for (int i = 0; i < length; i++) {
            factors[i] = StrictMath.exp(deviation * state - deviation * deviation / 2);
            state = memory * state + fresh * rng.gaussian();
        }
        return factors;
    }

    /** The series at a tick between its hourly points, which lie {@code phase} ticks after the full hour. */
    static double atTick(double[] hourly, int tick, int phase) {
        int since = tick + Rhythm.TICKS_AN_HOUR - phase;
        int hour = since / Rhythm.TICKS_AN_HOUR;
        double part = (since % Rhythm.TICKS_AN_HOUR) / (double) Rhythm.TICKS_AN_HOUR;
        return hourly[hour] + part * (hourly[hour + 1] - hourly[hour]);
    }

    /** Points that {@link #atTick} needs for so many ticks. */
    static int points(int ticks) {
        return ticks / Rhythm.TICKS_AN_HOUR + 3;
    }
}
