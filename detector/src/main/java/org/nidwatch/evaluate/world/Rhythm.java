// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.world;

import org.nidwatch.simulate.Rng;

/** How queries spread over the week, in ticks from Sunday 00:00 local time. Friday is the day of rest, Saturday half of one. */
record Rhythm(double opens, double closes, double night, double friday, double saturday, double lunch, double evening) {
    static final int TICKS_A_WEEK = 7 * World.TICKS_A_DAY;
    static final int TICKS_AN_HOUR = 12;

    private static final int FRIDAY = 5;
    private static final int SATURDAY = 6;
    /** Offices close at 15:30 in the month of fasting. */
    private static final double FASTING_CLOSES = 15.5;

    /** The rhythm of an organisation that keeps such hours. */
    static Rhythm of(Sector.Hours hours, Rng rng) {
        double shift = rng.between(-0.75, 0.75);
        return switch (hours) {
            case OFFICE ->
                new Rhythm(
                        9.25 + shift,
                        16.75 + shift,
                        rng.between(0.002, 0.03),
                        rng.between(0.01, 0.08),
                        rng.chance(0.35) ? rng.between(0.3, 0.7) : rng.between(0.02, 0.15),
                        rng.between(0.5, 0.85),
                        rng.between(0, 0.15));
            case RETAIL ->
                new Rhythm(
                        10 + shift,
                        20.5 + shift,
                        rng.between(0.01, 0.06),
                        rng.between(0.6, 0.9),
                        rng.between(0.9, 1.15),
                        rng.between(0.7, 0.95),
                        rng.between(0.1, 0.4));
            case ALWAYS ->
                new Rhythm(
                        8 + shift,
                        21 + shift,
                        rng.between(0.2, 0.5),
                        rng.between(0.7, 1.0),
                        rng.between(0.8, 1.0),
                        rng.between(0.85, 1.0),
                        rng.between(0, 0.3));
        };
    }

    /** Like this one, as another branch or machine of the same organisation keeps it. */
    Rhythm jittered(Rng rng) {
        return new Rhythm(
                opens + 0.4 * rng.gaussian(),
                closes + 0.4 * rng.gaussian(),
                Math.min(0.8, night * StrictMath.exp(0.5 * rng.gaussian())),
                Math.min(1.2, friday * rng.between(0.7, 1.3)),
                Math.min(1.2, saturday * rng.between(0.7, 1.3)),
                Math.min(1, lunch * rng.between(0.85, 1.15)),
                evening * rng.between(0.5, 1.5));
    }

    /** The same in the month of fasting: short offices, nothing at sunset, late shops. */
    Rhythm fasting() {
        boolean office = closes < 18;
        return new Rhythm(
                opens,
                office ? FASTING_CLOSES : closes + 1,
                night,
                friday,
                saturday,
                Math.min(1, lunch + 0.1),
                evening);
    }

    /** Level of each tick of a week, mean 1. */
    float[] levels() {
        float[] levels = new float[TICKS_A_WEEK];
        double sum = 0;
        for (int tick = 0; tick < levels.length; tick++) {
            double raw = raw(tick / World.TICKS_A_DAY, (tick % World.TICKS_A_DAY + 0.5) / TICKS_AN_HOUR);
            levels[tick] = (float) raw;
            sum += raw;
        }
        double scale = levels.length / sum;
        for (int tick = 0; tick < levels.length; tick++) {
            levels[tick] *= (float) scale;
        }
        return levels;
    }

    private double raw(int day, double hour) {
        double open = Math.min(ramp(hour - opens + 0.75), ramp(closes + 0.75 - hour));
        double pause = 1 - (1 - lunch) * Math.max(0, 1 - Math.abs(hour - 13.5));
        // Work that has waited for the day is done in its first hours; some come back to it at the end.
        double slope = 1 + evening * (2 * (hour - opens) / (closes - opens) - 1);
        double part = day == FRIDAY ? friday : day == SATURDAY ? saturday : 1;
        // On the closed day the machines that run at night still run.
        return night + (1 - night) * open * pause * Math.max(0.2, slope) * part;
    }

    /** 0 before, 1 after an hour and a half of smooth rise. */
    private static double ramp(double hours) {
        double x = Math.max(0, Math.min(1, hours / 1.5));
        return x * x * (3 - 2 * x);
    }
}
