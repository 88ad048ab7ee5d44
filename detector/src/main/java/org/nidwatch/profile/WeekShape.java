// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.profile;

import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;

/**
 * How the organisation's work spreads over the week, mean 1: each of 168 hours shrunk towards the same hour of all its
 * working days or days off, and that towards what its working hours suggest. Beside it a factor for ticks of the day that
 * a job makes stand out.
 */
final class WeekShape {
    private static final double LEAST = 0.03;
    private static final double HOUR_WEIGHT = 30;
    private static final double DAY_WEIGHT = 10;
    private static final double TICK_WEIGHT = 8;
    private static final double KEPT_A_WEEK = 0.85;
    private static final double KEPT_A_DAY = 0.96;
    /** A job stands out when it makes this many times an average tick. */
    private static final double STANDS_OUT = 1.2;

    private static final double TICK_KEPT_A_DAY = 0.9;

    private final LocalTicks clock;
    private final float[] seen = new float[LocalTicks.HOURS_A_WEEK];
    private final float[] base = new float[LocalTicks.HOURS_A_WEEK];
    private final float[] daySeen = new float[48];
    private final float[] dayBase = new float[48];
    private final float[] tickSeen = new float[LocalTicks.TICKS_A_DAY];
    private final float[] tickBase = new float[LocalTicks.TICKS_A_DAY];
    private int declared;
    private int openHours;
    private double open;
    private double closed;

    WeekShape(LocalTicks clock) {
        this.clock = clock;
        workingHours(0);
    }

    /** @param hours bit h set = it works from h:00 to h:59; 0 = unknown */
    void workingHours(int hours) {
        declared = hours;
        openHours = hours == 0 ? 0x1FFF00 : hours; // 08:00 to 20:59
        double night = hours == 0 ? 0.5 : 0.15;
        int slots = 0;
        for (int h = 0; h < LocalTicks.HOURS_A_WEEK; h++) {
            slots += isOpen(h) ? 1 : 0;
        }
        double sum = slots + night * (LocalTicks.HOURS_A_WEEK - slots);
        open = LocalTicks.HOURS_A_WEEK / sum;
        closed = night * open;
    }

    private boolean isOpen(int hourOfWeek) {
        return (openHours >> hourOfWeek % 24 & 1) == 1 && !clock.dayOff(hourOfWeek);
    }

    /** Level of an hour of the week, mean 1. */
    double hour(int hourOfWeek) {
        int d = dayHour(hourOfWeek);
        double prior = isOpen(hourOfWeek) ? open : closed;
        double likeDays = (DAY_WEIGHT * prior + daySeen[d]) / (DAY_WEIGHT + dayBase[d]);
        double weight = Math.max(HOUR_WEIGHT, 0.12 * dayBase[d]);
        double own = (weight * likeDays + seen[hourOfWeek]) / (weight + base[hourOfWeek]);
        return Math.max(LEAST, own);
    }

    /** What a job adds at a tick of the day, in average ticks: 0, or above 1.2 where one stands out. */
    double job(int tickOfDay) {
        double part = tickSeen[tickOfDay] / (TICK_WEIGHT + tickBase[tickOfDay]);
        return part > STANDS_OUT ? part : 0;
    }

    /** The same of a whole hour of the day. */
    double jobsOfHour(int hourOfDay) {
        double sum = 0;
        for (int i = 0; i < LocalTicks.TICKS_AN_HOUR; i++) {
            sum += job(hourOfDay * LocalTicks.TICKS_AN_HOUR + i);
        }
        return sum;
    }

    /** Hour of the day, 24 more on days off. */
    int dayHour(int hourOfWeek) {
        return hourOfWeek % 24 + (clock.dayOff(hourOfWeek) ? 24 : 0);
    }

    void learnHour(int hourOfWeek, double count, double level) {
        seen[hourOfWeek] = StateWriter.halved(KEPT_A_WEEK * seen[hourOfWeek] + count);
        base[hourOfWeek] = StateWriter.halved(KEPT_A_WEEK * base[hourOfWeek] + level);
        int d = dayHour(hourOfWeek);
        // Forgotten by a twenty-fifth a day: two bytes would round that away.
        daySeen[d] = (float) (KEPT_A_DAY * daySeen[d] + count);
        dayBase[d] = (float) (KEPT_A_DAY * dayBase[d] + level);
    }

    /** Takes a job as it was seen, in average ticks, at once: a person said that it is honest. */
    void acceptJob(int tickOfDay, double part) {
        tickSeen[tickOfDay] = StateWriter.halved(part * (TICK_WEIGHT + tickBase[tickOfDay]));
    }

    /**
     * @param excess what came above the hour's ordinary pace, may be negative
     * @param average an average tick of the organisation
     */
    void learnTick(int tickOfDay, double excess, double average) {
        tickSeen[tickOfDay] = StateWriter.halved(TICK_KEPT_A_DAY * tickSeen[tickOfDay] + excess);
        tickBase[tickOfDay] = StateWriter.halved(TICK_KEPT_A_DAY * tickBase[tickOfDay] + average);
    }

    void writeTo(StateWriter writer) {
        writer.count(declared);
        halves(writer, seen);
        halves(writer, base);
        write(writer, daySeen);
        write(writer, dayBase);
        halves(writer, tickSeen);
        halves(writer, tickBase);
    }

    void readFrom(StateReader reader) {
        workingHours(reader.size());
        halves(reader, seen);
        halves(reader, base);
        read(reader, daySeen);
        read(reader, dayBase);
        halves(reader, tickSeen);
        halves(reader, tickBase);
    }

    private static void halves(StateWriter writer, float[] values) {
        for (float value : values) {
            writer.half(value);
        }
    }

    private static void halves(StateReader reader, float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = reader.half();
        }
    }

    private static void write(StateWriter writer, float[] values) {
        for (float value : values) {
            writer.small(value);
        }
    }

    private static void read(StateReader reader, float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = reader.small();
        }
    }
}
