// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

/**
 * Distance from the rolling mean of the last seven days in rolling standard deviations (Shewhart 1931; "3-sigma" when the
 * threshold is 3, here calibrated). A deviation below 1 counts as 1.
 */
final class ThreeSigma implements HourlyScorer {
    private final RollingMoments week = new RollingMoments(HOURS_A_WEEK);

    @Override
    public double next(int hourOfWeek, double count) {
        double score = week.full() ? (count - week.mean()) / Math.max(1, week.deviation()) : 0;
        week.add(count);
        return score;
    }
}
