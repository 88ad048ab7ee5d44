// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

/**
 * Counted-data CUSUM (Lucas 1985) against hour-of-week means, tuned to half as much again:
 *
 * <pre>
 * S = max(0, S + x ln(m1 / m) - (m1 - m)),   m1 = 1.5 m + 0.5
 * </pre>
 *
 * m is the mean of this hour of the week over the weeks seen, over the last four or so later on. An S that starts anew at
 * an alarm would depend on the threshold; here it runs on, and the life of the alert (one until 24 hours quiet) is outside.
 */
final class PoissonCusum implements HourlyScorer {
    private static final double FORGET = 0.25;
    private static final double LEAST_MEAN = 0.1;

    private final double[] mean = new double[HOURS_A_WEEK];
    private final int[] weeks = new int[HOURS_A_WEEK];
    private double sum;

    @Override
    public double next(int hourOfWeek, double count) {
        if (weeks[hourOfWeek] >= 2) {
            double m = Math.max(LEAST_MEAN, mean[hourOfWeek]);
            double shifted = 1.5 * m + 0.5;
            sum = Math.max(0, sum + count * Math.log(shifted / m) - (shifted - m));
        }
        weeks[hourOfWeek]++;
        mean[hourOfWeek] += (count - mean[hourOfWeek]) * Math.max(FORGET, 1.0 / weeks[hourOfWeek]);
        return sum;
    }
}
