// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

import java.util.Arrays;

/**
 * The rate limit of the field: a multiple of the series' own 99 % quantile over the warm days, fixed for ever after. A
 * quantile below 5 counts as 5, else a new credential's first query would be an infinite multiple.
 */
final class StaticThreshold implements HourlyScorer {
    private static final double QUANTILE = 0.99;
    private static final double LEAST = 5;

    private final double[] warm;
    private int seen;
    private double limit;

    StaticThreshold(int warmHours) {
        warm = new double[warmHours];
    }

    @Override
    public double next(int hourOfWeek, double count) {
        if (seen < warm.length) {
            warm[seen++] = count;
            return 0;
        }
        if (limit == 0) {
            limit = Math.max(LEAST, quantile());
        }
        return count / limit;
    }

    private double quantile() {
        if (warm.length == 0) {
            return 0;
        }
        double[] sorted = warm.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(QUANTILE * sorted.length) - 1];
    }
}
