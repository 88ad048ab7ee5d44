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

    /** Where parts exceed their whole, or "none". */
    static String firstFault(Counts c) {
        for (int k = 0; k < c.credentials(); k++) {
            for (int t = 0; t < c.ticks(); t++) {
                int asked = c.asked()[k][t];
                boolean sound = c.fresh()[k][t] >= 0
                        && c.missed()[k][t] >= 0
                        && c.repeats()[k][t] >= 0
                        && c.fresh()[k][t] + c.missed()[k][t] <= asked
                        && c.repeats()[k][t] <= asked
                        && asked <= c.queries()[k][t];
                if (!sound) {
                    return "credential " + k + " tick " + t;
                }
            }
        }
        return "none";
    }
}
