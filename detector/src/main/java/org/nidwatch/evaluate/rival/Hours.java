// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

import org.nidwatch.evaluate.world.Counts;
import org.nidwatch.evaluate.world.World;

/** Ticks folded into hours. */
final class Hours {
    static final int TICKS = 12;
    static final int A_DAY = 24;

    private Hours() {}

    /** Hours of a whole world, warm days included. */
    static int of(World world) {
        return (world.warmDays() + world.days()) * A_DAY;
    }

    /** Hourly sums, {@code [row][hour]}, of counts that may begin anywhere; an organisation is the single row of all. */
    static int[][] fold(int[][] ticks, int firstTick, Grain grain, int hours) {
        int[][] folded = new int[grain == Grain.ORGANISATION ? 1 : ticks.length][hours];
        for (int row = 0; row < ticks.length; row++) {
            int[] into = folded[grain == Grain.ORGANISATION ? 0 : row];
            for (int i = 0; i < ticks[row].length; i++) {
                int hour = (firstTick + i) / TICKS;
                if (hour < hours) {
                    into[hour] += ticks[row][i];
                }
            }
        }
        return folded;
    }

    /** Fresh records of an attack in the ticks before this one. */
    static long freshBefore(Counts added, int tick) {
        long sum = 0;
        for (int[] row : added.fresh()) {
            int until = Math.min(row.length, tick - added.firstTick());
            for (int i = 0; i < until; i++) {
                sum += row[i];
            }
        }
        return sum;
    }
}
