// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.world;

import java.util.Arrays;

/** Counts and law of an attack under construction. Rows without a query share one array of zeros: nobody writes to them. */
final class Drawn {
    private static final int QUERIES = 0;
    private static final int ASKED = 1;
    private static final int MISSED = 2;
    private static final int FRESH = 3;
    private static final int REPEATS = 4;

    private final int length;
    private final int[][][] counts = new int[5][][];
    private final float[][] meanFresh;
    private final float[][] meanMissed;
    private final float[][] meanRepeats;
    private final int[] noCounts;
    private final float[] noMeans;

    Drawn(int rows, int length) {
        this.length = length;
        noCounts = new int[length];
        noMeans = new float[length];
        for (int what = 0; what < counts.length; what++) {
            counts[what] = new int[rows][];
            Arrays.fill(counts[what], noCounts);
        }
        meanFresh = new float[rows][];
        meanMissed = new float[rows][];
        meanRepeats = new float[rows][];
        Arrays.fill(meanFresh, noMeans);
        Arrays.fill(meanMissed, noMeans);
        Arrays.fill(meanRepeats, noMeans);
    }

    void put(int row, int tick, int queries, int fresh, int missed, int repeats) {
        if (queries > 0) {
            own(row);
            counts[QUERIES][row][tick] = queries;
            counts[ASKED][row][tick] = fresh + missed;
            counts[MISSED][row][tick] = missed;
            counts[FRESH][row][tick] = fresh;
            counts[REPEATS][row][tick] = repeats;
        }
    }

    void law(int row, int tick, double fresh, double missed, double repeats) {
        if (fresh + missed > 0) {
            own(row);
            meanFresh[row][tick] = (float) fresh;
            meanMissed[row][tick] = (float) missed;
            meanRepeats[row][tick] = (float) repeats;
        }
    }

    private void own(int row) {
        if (meanFresh[row] != noMeans) {
            return;
        }
        for (int[][] count : counts) {
            count[row] = new int[length];
        }
        meanFresh[row] = new float[length];
        meanMissed[row] = new float[length];
        meanRepeats[row] = new float[length];
    }

    /** The attack, from its first query to its last. */
    Attack attack(World.AttackPlan plan) {
        atLeastOne();
        int from = 0;
        while (!asks(from)) {
            from++;
        }
        int until = length;
        while (!asks(until - 1)) {
            until--;
        }
        return new Attack(
                plan.number(),
                plan.group(),
                plan.kind(),
                plan.level(),
                plan.tenant(),
                plan.startTick() + from,
                plan.startTick() + until,
                new Counts(
                        plan.startTick() + from,
                        cut(counts[QUERIES], from, until),
                        cut(counts[ASKED], from, until),
                        cut(counts[MISSED], from, until),
                        cut(counts[FRESH], from, until),
                        cut(counts[REPEATS], from, until)),
                cut(meanFresh, from, until),
                cut(meanMissed, from, until),
                cut(meanRepeats, from, until));
    }

    /** What asks too little to have asked at all asks for one person, where that is likeliest. */
    private void atLeastOne() {
        int row = 0;
        int tick = 0;
        for (int r = 0; r < meanFresh.length; r++) {
            for (int t = 0; t < length; t++) {
                if (counts[QUERIES][r][t] > 0) {
                    return;
                }
                if (meanFresh[r][t] > meanFresh[row][tick]) {
                    row = r;
                    tick = t;
                }
            }
        }
        put(row, tick, 1, 1, 0, 0);
    }

    private boolean asks(int tick) {
        for (int[] row : counts[QUERIES]) {
            if (row[tick] > 0) {
                return true;
            }
        }
        return false;
    }

    private int[][] cut(int[][] rows, int from, int until) {
        int[] none = new int[until - from];
        int[][] cut = new int[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            cut[row] = rows[row] == noCounts ? none : Arrays.copyOfRange(rows[row], from, until);
        }
        return cut;
    }

    private float[][] cut(float[][] rows, int from, int until) {
        float[] none = new float[until - from];
        float[][] cut = new float[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            cut[row] = rows[row] == noMeans ? none : Arrays.copyOfRange(rows[row], from, until);
        }
        return cut;
    }
}
