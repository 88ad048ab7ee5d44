// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

import org.nidwatch.evaluate.world.Traffic;
import org.nidwatch.evaluate.world.World;

/**
 * What one who knows a credential's habits but not its days expects: the law's mean at this tick of the week over all weeks
 * of the world, how far its days stray from it, and how long they stay away.
 *
 * @param week by tick of the week
 * @param dayVariance of the factor by which a day is busier than its habit
 * @param persistence variance of a week's sum over that of seven days that know nothing of each other, 1 to 7: how many
 *     days in a row tell only as much as one
 */
record WeekProfile(Asked[] week, double dayVariance, double persistence) {
    private static final int DAYS = 7;
    private static final int TICKS = DAYS * World.TICKS_A_DAY;
    private static final double LEAST_VARIANCE = 1e-4;
    private static final double MOST_VARIANCE = 4;

    /** Of one credential; a row beyond those of the traffic is a credential made for the abuse. */
    static WeekProfile of(Traffic honest, int row) {
        Asked[] week = week(honest, row);
        if (row >= honest.counts().credentials()) {
            return new WeekProfile(week, LEAST_VARIANCE, 1);
        }
        int[] fresh = honest.counts().fresh()[row];
        int[] missed = honest.counts().missed()[row];
        double day = variance(fresh, missed, week, World.TICKS_A_DAY);
        double persistence = DAYS * variance(fresh, missed, week, TICKS) / day;
        return new WeekProfile(week, day, Math.min(DAYS, Math.max(1, persistence)));
    }

    Asked at(int tick) {
        return week[tick % TICKS];
    }

    /** Numbers it newly asks about on this day, counted from the world's first. */
    double perDay(int day) {
        double sum = 0;
        for (int tick = day * World.TICKS_A_DAY; tick < (day + 1) * World.TICKS_A_DAY; tick++) {
            sum += at(tick).asked();
        }
        return sum;
    }

    private static Asked[] week(Traffic honest, int row) {
        Asked[] week = new Asked[TICKS];
        for (int at = 0; at < TICKS; at++) {
            double[] mean = new double[3];
            int weeks = 0;
            for (int tick = at;
                    row < honest.meanFresh().length && tick < honest.meanFresh()[row].length;
                    tick += TICKS) {
                mean[0] += honest.meanFresh()[row][tick];
                mean[1] += honest.meanMissed()[row][tick];
                mean[2] += honest.meanRepeats()[row][tick];
                weeks++;
            }
            double over = Math.max(1, weeks);
            week[at] = Asked.expected(mean[0] / over, mean[1] / over, mean[2] / over);
        }
        return week;
    }

    /** By moments over spans of so many ticks, X seen and M expected: sum of (X - M)^2 - M, over sum of M^2. */
    private static double variance(int[] fresh, int[] missed, Asked[] week, int span) {
        double excess = 0;
        double squares = 0;
        for (int from = 0; from + span <= fresh.length; from += span) {
            double seen = 0;
            double expected = 0;
            for (int tick = from; tick < from + span; tick++) {
                seen += fresh[tick] + missed[tick];
                expected += week[tick % TICKS].asked();
            }
            excess += (seen - expected) * (seen - expected) - expected;
            squares += expected * expected;
        }
        return squares == 0 ? LEAST_VARIANCE : Math.min(MOST_VARIANCE, Math.max(LEAST_VARIANCE, excess / squares));
    }
}
