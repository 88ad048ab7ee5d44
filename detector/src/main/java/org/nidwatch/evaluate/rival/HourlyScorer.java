// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

/** One method on one hourly series. It sees each hour once, in order, and learns from whatever it sees, as published. */
interface HourlyScorer {
    int HOURS_A_WEEK = 168;

    /**
     * How suspicious this hour is; larger is worse, 0 while there is nothing to compare with. One threshold for all series
     * is set upon it by {@link Calibration}.
     *
     * @param hourOfWeek 0 to 167, 0 = Sunday 00:00
     * @param count of this hour, 0 or more
     */
    double next(int hourOfWeek, double count);
}
