// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.world;

import org.nidwatch.simulate.Rng;

/**
 * Traffic that comes in sessions with silence between: somebody works through a pile, a script runs, a class of students
 * is enrolled. Sessions begin when people are about, last from minutes to some hours, and their paces differ by orders of
 * magnitude.
 */
final class Bursts {
    private final Rng rng;
    private final double perDay;
    private final double length;
    private final double spread;
    private final double between;

    Bursts(long seed, double meanPerDay) {
        rng = new Rng(seed);
        perDay = StrictMath.exp(rng.between(StrictMath.log(0.4), StrictMath.log(5)));
        length = rng.between(2, 14);
        spread = rng.between(1.4, 2.5);
        // Small ones do nothing between sessions, most large ones little.
        between = rng.chance(meanPerDay < 300 ? 0.2 : 0.5) ? rng.between(0.002, 0.03) : 0;
    }

    /** Levels of a credential over a world's ticks, mean 1. */
    double[] levels(float[] week, int ticks, double share) {
        double[] levels = new double[ticks];
        int sessions = Laws.poisson(rng, perDay * (0.3 + 0.7 * share) * ticks / World.TICKS_A_DAY);
        double sum = 0;
        for (int i = 0; i < sessions; i++) {
            int from = start(week, ticks);
            int until = (int) Math.min(ticks, from + 1 + length * rng.exponential());
            double pace = StrictMath.exp(spread * rng.gaussian());
            for (int tick = from; tick < until; tick++) {
                levels[tick] += pace;
            }
            sum += pace * (until - from);
        }
        double scale = sum > 0 ? (1 - between) * ticks / sum : 0;
        for (int tick = 0; tick < ticks; tick++) {
            levels[tick] = scale * levels[tick] + between * week[tick % week.length];
        }
        return levels;
    }

    private int start(float[] week, int ticks) {
        double busiest = 0;
        for (float level : week) {
            busiest = Math.max(busiest, level);
        }
        int tick;
        do {
            tick = rng.below(ticks);
        } while (rng.unit() * busiest > week[tick % week.length]);
        return tick;
    }
}
