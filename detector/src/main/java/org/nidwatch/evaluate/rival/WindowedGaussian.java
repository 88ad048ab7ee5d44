// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

/**
 * The windowed Gaussian of the Numenta Anomaly Benchmark (Lavin, Ahmad 2015): tail of a normal fitted to the last two weeks
 * and refitted once a day. The score is the quantile instead of the tail itself, which saturates: the order is the same.
 */
final class WindowedGaussian implements HourlyScorer {
    private static final int WINDOW = 2 * HOURS_A_WEEK;
    private static final int STEP = 24;

    private final RollingMoments window = new RollingMoments(WINDOW);
    private int seen;
    private double mean;
    private double deviation;

    @Override
    public double next(int hourOfWeek, double count) {
        if (window.full() && seen % STEP == 0) {
            mean = window.mean();
            deviation = Math.max(1, window.deviation());
        }
        window.add(count);
        seen++;
        return deviation == 0 ? 0 : (count - mean) / deviation;
    }
}
