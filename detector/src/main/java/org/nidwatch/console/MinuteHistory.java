// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nidwatch.watch.OrganisationActivity;

/**
 * The newest day of minutes of one organisation, in arrays of an hour that are made when something happens in it: at most 25 kB.
 * Not thread-safe.
 */
final class MinuteHistory {
    /** A day. */
    static final int MINUTES = 1_440;

    private static final int HOUR = 60;
    private static final int HOURS = MINUTES / HOUR;
    private static final long MINUTE_MILLIS = 60_000;

    private final @Nullable Hour[] hours = new @Nullable Hour[HOURS];
    private long newest = Long.MIN_VALUE;

    /** One hour; a minute without a record has queries below 0. */
    private static final class Hour {
        final long number;
        final int[] queries = new int[HOUR];
        final float[] expected = new float[HOUR];
        final int[] disclosed = new int[HOUR];
        final int[] notFound = new int[HOUR];
        final byte[] risk = new byte[HOUR];

        Hour(long number) {
            this.number = number;
            java.util.Arrays.fill(queries, -1);
        }
    }

    /** Keeps one minute, in place of what was told of it before; what is more than a day older than the newest is let go. */
    void put(OrganisationActivity activity) {
        long minute = Math.floorDiv(activity.minute(), MINUTE_MILLIS);
        if (newest != Long.MIN_VALUE && minute <= newest - MINUTES) {
            return;
        }
        newest = Math.max(newest, minute);
        long number = Math.floorDiv(minute, (long) HOUR);
        int slot = (int) Math.floorMod(number, (long) HOURS);
        Hour hour = hours[slot];
        if (hour == null || hour.number != number) {
            if (hour != null && hour.number > number) {
                return;
            }
            hour = new Hour(number);
            hours[slot] = hour;
        }
        int at = (int) Math.floorMod(minute, (long) HOUR);
        hour.queries[at] = bounded(activity.queries());
        Double expected = activity.expected();
        hour.expected[at] = expected == null ? Float.NaN : expected.floatValue();
        hour.disclosed[at] = bounded(activity.disclosed());
        hour.notFound[at] = bounded(activity.notFound());
        hour.risk[at] = (byte) activity.risk();
    }

    private static int bounded(long count) {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, count));
    }

    /** Queries, and what was expected, in the 60 minutes up to the newest. */
    record LastHour(long queries, @Nullable Double expected) {}

    LastHour lastHour() {
        long queries = 0;
        double expected = 0;
        boolean known = false;
        for (long minute = newest - HOUR + 1; newest != Long.MIN_VALUE && minute <= newest; minute++) {
            Hour hour = hour(minute);
            int at = (int) Math.floorMod(minute, (long) HOUR);
            if (hour != null && hour.queries[at] >= 0) {
                queries += hour.queries[at];
                if (!Float.isNaN(hour.expected[at])) {
                    expected += hour.expected[at];
                    known = true;
                }
            }
        }
        return new LastHour(queries, known ? rounded(expected) : null);
    }

    /** The newest minutes as columns, those without a record left out. */
    View.Activity columns(int minutes) {
        List<Long> starts = new ArrayList<>();
        List<Long> queries = new ArrayList<>();
        List<@Nullable Double> expected = new ArrayList<>();
        List<Long> disclosed = new ArrayList<>();
        List<Long> notFound = new ArrayList<>();
        List<Integer> risk = new ArrayList<>();
        for (long minute = newest - minutes + 1; newest != Long.MIN_VALUE && minute <= newest; minute++) {
            Hour hour = hour(minute);
            int at = (int) Math.floorMod(minute, (long) HOUR);
            if (hour != null && hour.queries[at] >= 0) {
                starts.add(minute * MINUTE_MILLIS);
                queries.add((long) hour.queries[at]);
                expected.add(Float.isNaN(hour.expected[at]) ? null : rounded(hour.expected[at]));
                disclosed.add((long) hour.disclosed[at]);
                notFound.add((long) hour.notFound[at]);
                risk.add((int) hour.risk[at]);
            }
        }
        return new View.Activity(starts, queries, expected, disclosed, notFound, risk);
    }

    private @Nullable Hour hour(long minute) {
        long number = Math.floorDiv(minute, (long) HOUR);
        Hour hour = hours[(int) Math.floorMod(number, (long) HOURS)];
        return hour != null && hour.number == number ? hour : null;
    }

    private static double rounded(double value) {
        return Math.round(1000 * value) / 1000.0;
    }
}
