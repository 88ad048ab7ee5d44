// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

/**
 * EWMA control chart (Roberts 1959) of the difference to the same hour a week ago:
 *
 * <pre>
 * d = x[t] - x[t - 168]     z = 0.3 d + 0.7 z     score = z / sqrt(0.3 / (2 - 0.3) * var(d))
 * </pre>
 *
 * with var(d) an exponential mean over two weeks, at least 1.
 */
final class WeeklyEwma implements HourlyScorer {
    private static final double LAMBDA = 0.3;
    private static final double FORGET = 1.0 / (2 * HOURS_A_WEEK);

    private final double[] week = new double[HOURS_A_WEEK];
    private int seen;
    private double smooth;
    private double variance;

    @Override
    public double next(int hourOfWeek, double count) {
        int at = seen % HOURS_A_WEEK;
        double difference = count - week[at];
        week[at] = count;
        if (seen++ < HOURS_A_WEEK) {
            return 0;
        }
        smooth += LAMBDA * (difference - smooth);
        double before = variance;
        // A plain mean at first, else the first weeks' variance would be far too small.
        variance += (difference * difference - variance) * Math.max(FORGET, 1.0 / (seen - HOURS_A_WEEK));
        if (seen < 2 * HOURS_A_WEEK) {
            return 0;
        }
        return smooth / Math.sqrt(LAMBDA / (2 - LAMBDA) * Math.max(1, before));
    }
}
