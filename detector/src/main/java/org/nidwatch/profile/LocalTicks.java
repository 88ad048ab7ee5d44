// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.profile;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;

/**
 * The partners' clock in ticks of five minutes of their standard time; ticks, hours and days start together. Daylight
 * saving is left out: an hour that happens twice or never would belong to no slot.
 */
final class LocalTicks {
    static final long TICK_MILLIS = 300_000L;
    static final int TICKS_AN_HOUR = 12;
    static final int TICKS_A_DAY = 288;
    static final int HOURS_A_WEEK = 168;

    private static final int THURSDAY_SINCE_SUNDAY = 4; // 1970-01-01

    private final ZoneId zone;
    private final boolean[] weekend = new boolean[7];
    private final long offset;

    LocalTicks(ZoneId zone, Set<DayOfWeek> daysOff) {
        this.zone = zone;
        offset = zone.getRules()
                        .getStandardOffset(Instant.EPOCH.plusSeconds(1_700_000_000L))
                        .getTotalSeconds()
                * 1_000L;
        for (DayOfWeek day : daysOff) {
            weekend[day.getValue() % 7] = true;
        }
    }

    ZoneId zone() {
        return zone;
    }

    long tick(long millis) {
        return Math.floorDiv(millis + offset, TICK_MILLIS);
    }

    /** Start of a tick, milliseconds since the epoch. */
    long start(long tick) {
        return tick * TICK_MILLIS - offset;
    }

    static long hour(long tick) {
        return Math.floorDiv(tick, TICKS_AN_HOUR);
    }

    static long day(long tick) {
        return Math.floorDiv(tick, TICKS_A_DAY);
    }

    static int tickOfDay(long tick) {
        return Math.floorMod(tick, TICKS_A_DAY);
    }

    static int tickOfHour(long tick) {
        return Math.floorMod(tick, TICKS_AN_HOUR);
    }

    static int hourOfDay(long hour) {
        return Math.floorMod(hour, 24);
    }

    /** Sunday 00:00 is 0. */
    static int hourOfWeek(long hour) {
        return dayOfWeek(Math.floorDiv(hour, 24)) * 24 + hourOfDay(hour);
    }

    private static int dayOfWeek(long day) {
        return Math.floorMod(day + THURSDAY_SINCE_SUNDAY, 7);
    }

    boolean dayOff(int hourOfWeek) {
        return weekend[hourOfWeek / 24];
    }
}
