// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Local times as text. Logs hold many lines a second, so the last second's text is kept. */
final class Timestamps {
    static final ZoneOffset DHAKA = ZoneOffset.ofHours(6);

    private final DateTimeFormatter seconds;
    private long kept = Long.MIN_VALUE;
    private String text = "";

    private Timestamps(String pattern) {
        seconds = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    }

    static Timestamps iso() {
        return new Timestamps("uuuu-MM-dd'T'HH:mm:ss");
    }

    static Timestamps combined() {
        return new Timestamps("dd/MMM/uuuu:HH:mm:ss xx");
    }

    /** To the second. */
    String seconds(long millis) {
        long second = Math.floorDiv(millis, 1000L);
        if (second != kept) {
            text = seconds.format(Instant.ofEpochSecond(second).atOffset(DHAKA));
            kept = second;
        }
        return text;
    }

    /** ISO-8601 with milliseconds and offset. */
    String millis(long millis) {
        int rest = Math.floorMod(millis, 1000);
        return seconds(millis) + (rest < 10 ? ".00" : rest < 100 ? ".0" : ".") + rest + "+06:00";
    }
}
