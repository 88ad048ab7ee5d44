// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

import org.nidwatch.evaluate.world.Traffic;
import org.nidwatch.evaluate.world.World;

/**
 * What one who knows an organisation's habits but not its days expects of a credential: the law's mean at this tick of the
 * week over all weeks of the world, and how far its days stray from it.
 */
final class WeekProfile {
    static final int TICKS = 7 * World.TICKS_A_DAY;
    static final double LEAST_MEAN = ClairvoyantOracle.LEAST_MEAN;
    private static final double LEAST_VARIANCE = 1e-4;
    private static final double MOST_VARIANCE = 4;

    private final double[] fresh;
    private final double[] missed;
    private final double[] repeats;
    private final double dayVariance;

    private WeekProfile(double[] fresh, double[] missed, double[] repeats, double dayVariance) {
        this.fresh = fresh;
        this.missed = missed;
        this.repeats = repeats;
        this.dayVariance = dayVariance;
    }

    /** Of one credential; a row beyond those of the traffic is a credential made for the abuse. */
    static WeekProfile of(Traffic honest, int row) {
        double[] fresh = mean(honest.meanFresh(), row);
        double[] missed = mean(honest.meanMissed(), row);
        double[] repeats = mean(honest.meanRepeats(), row);
        double variance = row < honest.counts().credentials()
                ? dayVariance(honest.counts().fresh()[row], honest.counts().missed()[row], fresh, missed)
                : LEAST_VARIANCE;
        return new WeekProfile(fresh, missed, repeats, variance);
    }

    double fresh(int tick) {
        return fresh[tick % TICKS];
    }

    double missed(int tick) {
        return missed[tick % TICKS];
    }

    double repeats(int tick) {
        return repeats[tick % TICKS];
    }

    /** Variance of the factor by which a day is busier than its habit: its squared coefficient of variation. */
    double dayVariance() {
        return dayVariance;
    }

    private static double[] mean(float[][] law, int row) {
        double[] mean = new double[TICKS];
        int[] weeks = new int[TICKS];
        for (int tick = 0; row < law.length && tick < law[row].length; tick++) {
            mean[tick % TICKS] += law[row][tick];
            weeks[tick % TICKS]++;
        }
        for (int at = 0; at < TICKS; at++) {
            mean[at] = Math.max(LEAST_MEAN, mean[at] / Math.max(1, weeks[at]));
        }
        return mean;
    }

    /** By moments over the days, X seen and M expected: sum of (X - M)^2 - M, over sum of M^2. */
    private static double dayVariance(int[] fresh, int[] missed, double[] meanFresh, double[] meanMissed) {
        double excess = 0;
        double squares = 0;
        for (int day = 0; (day + 1) * World.TICKS_A_DAY <= fresh.length; day++) {
            double seen = 0;
            double expected = 0;
            for (int tick = day * World.TICKS_A_DAY; tick < (day + 1) * World.TICKS_A_DAY; tick++) {
                seen += fresh[tick] + missed[tick];
                expected += meanFresh[tick % TICKS] + meanMissed[tick % TICKS];
            }
            excess += (seen - expected) * (seen - expected) - expected;
            squares += expected * expected;
        }
        return squares == 0 ? LEAST_VARIANCE : Math.min(MOST_VARIANCE, Math.max(LEAST_VARIANCE, excess / squares));
    }
}
