// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

/** How an organisation's queries spread over the week, in ticks from Sunday 00:00, mean 1. */
final class WeekShape {
    private final float[] level = new float[DhakaTime.TICKS_A_WEEK];

    /**
     * @param opens hour of day
     * @param closes hour of day, after {@code opens}
     * @param night level while closed, as a part of the busiest hour
     * @param friday level of a Friday as a part of a working day
     * @param saturday level of a Saturday as a part of a working day
     * @param lunch what remains at 13:30, the midday prayer and meal
     */
    WeekShape(double opens, double closes, double night, double friday, double saturday, double lunch) {
        double sum = 0;
        double[] raw = new double[level.length];
        for (int tick = 0; tick < raw.length; tick++) {
            int day = tick / DhakaTime.TICKS_A_DAY;
            double hour = (tick % DhakaTime.TICKS_A_DAY + 0.5) / DhakaTime.TICKS_AN_HOUR;
            double open = Math.min(ramp(hour - opens + 0.75), ramp(closes + 0.75 - hour));
            double pause = 1 - (1 - lunch) * Math.max(0, 1 - Math.abs(hour - 13.5));
            double part = day == DhakaTime.FRIDAY ? friday : day == DhakaTime.SATURDAY ? saturday : 1;
            // On the closed day the machines that run at night still run.
            raw[tick] = night + (1 - night) * open * pause * part;
            sum += raw[tick];
        }
        for (int tick = 0; tick < raw.length; tick++) {
            level[tick] = (float) (raw[tick] * raw.length / sum);
        }
    }

    /** Level of a local tick, mean 1 over a week. */
    double at(long tick) {
        return level[DhakaTime.tickOfWeek(tick)];
    }

    /** 0 before, 1 after an hour and a half of smooth rise. */
    private static double ramp(double hours) {
        double x = Math.max(0, Math.min(1, hours / 1.5));
        return x * x * (3 - 2 * x);
    }
}
