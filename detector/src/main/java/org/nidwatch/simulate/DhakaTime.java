// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

/**
 * The world's clock: Asia/Dhaka, six hours ahead of UTC without summer time since 2010. "Local" numbers count from
 * 1970-01-01 00:00 there.
 */
final class DhakaTime {
    static final long MINUTE = 60_000L;
    static final long HOUR = 60 * MINUTE;
    static final long DAY = 24 * HOUR;
    static final long OFFSET = 6 * HOUR;
    /** Rates are constant within a tick of five minutes. */
    static final long TICK = 5 * MINUTE;

    static final int TICKS_AN_HOUR = (int) (HOUR / TICK);
    static final int TICKS_A_DAY = 24 * TICKS_AN_HOUR;
    static final int TICKS_A_WEEK = 7 * TICKS_A_DAY;
    static final int FRIDAY = 5;
    static final int SATURDAY = 6;

    private DhakaTime() {}

    static long tick(long epochMillis) {
        return Math.floorDiv(epochMillis + OFFSET, TICK);
    }

    static long tickStart(long tick) {
        return tick * TICK - OFFSET;
    }

    static long day(long epochMillis) {
        return Math.floorDiv(epochMillis + OFFSET, DAY);
    }

    static long dayStart(long day) {
        return day * DAY - OFFSET;
    }

    static long dayOfTick(long tick) {
        return Math.floorDiv(tick, TICKS_A_DAY);
    }

    static int tickOfDay(long tick) {
        return Math.floorMod(tick, TICKS_A_DAY);
    }

    /** 0 = Sunday, the first working day, to 6 = Saturday; 1970-01-01 was a Thursday. */
    static int dayOfWeek(long day) {
        return Math.floorMod(day + 4, 7);
    }

    static int tickOfWeek(long tick) {
        return Math.floorMod(tick + 4L * TICKS_A_DAY, TICKS_A_WEEK);
    }

    static long week(long day) {
        return Math.floorDiv(day + 4, 7);
    }
}
