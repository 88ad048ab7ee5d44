// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.world;

/** Sums over {@code [credential][tick]}. */
final class Grid {
    private Grid() {}

    static long sum(int[][] counts) {
        return counts.length == 0 ? 0 : sum(counts, 0, counts[0].length);
    }

    static long sum(int[][] counts, int from, int until) {
        long sum = 0;
        for (int[] row : counts) {
            for (int tick = from; tick < until; tick++) {
                sum += row[tick];
            }
        }
        return sum;
    }

    static double sum(float[][] means) {
        double sum = 0;
        for (float[] row : means) {
            for (float mean : row) {
                sum += mean;
            }
        }
        return sum;
    }

    static double part(int[][] some, int[][] all, int from, int until) {
        return sum(some, from, until) / (double) Math.max(1, sum(all, from, until));
    }

    static int[] hours(int[][] counts) {
        int[] hours = new int[counts[0].length / 12];
        for (int[] row : counts) {
            for (int tick = 0; tick < hours.length * 12; tick++) {
                hours[tick / 12] += row[tick];
            }
        }
        return hours;
    }

    /** Rows with anything in them. */
    static int used(int[][] counts) {
        int used = 0;
        for (int[] row : counts) {
            int[][] alone = {row};
            used += sum(alone) > 0 ? 1 : 0;
        }
        return used;
    }
}
