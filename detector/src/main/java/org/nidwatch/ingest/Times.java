// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** How a log writes the time. */
interface Times {
    /** Milliseconds since the epoch; whether they are plausible is for the detector to judge. */
    long millis(String text) throws BadLineException;

    /** The canonical way: ISO-8601 with offset, or milliseconds since the epoch. */
    static long canonical(String text) throws BadLineException {
        String trimmed = text.strip();
        if (number(trimmed)) {
            return epoch(trimmed, 1);
        }
        return iso(trimmed);
    }

    /** A number of units of the given length since the epoch. */
    static long epoch(String text, long unitMillis) throws BadLineException {
        try {
            return Math.multiplyExact(Long.parseLong(text.strip()), unitMillis);
        } catch (NumberFormatException | ArithmeticException e) {
            throw new BadLineException("occurred_at is not a whole number since the epoch, or out of range");
        }
    }

    /** Seconds since the epoch, with or without a fraction, as gateways write them (nginx $msec). */
    static long seconds(String text) throws BadLineException {
        try {
            return new java.math.BigDecimal(text.strip())
                    .movePointRight(3)
                    .setScale(0, java.math.RoundingMode.FLOOR)
                    .longValueExact();
        } catch (NumberFormatException | ArithmeticException e) {
            throw new BadLineException("occurred_at is not a number of seconds since the epoch, or out of range");
        }
    }

    private static boolean number(String text) {
        int length = text.length();
        if (length == 0 || length > 19) {
            return false;
        }
        for (int i = text.charAt(0) == '-' ? 1 : 0; i < length; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return length > 1 || text.charAt(0) != '-';
    }

    private static long iso(String text) throws BadLineException {
        Long quick = quick(text);
        if (quick != null) {
            return quick;
        }
        try {
            // A space for the T, as many logs write it.
            String iso = text.length() > 10 && text.charAt(10) == ' '
                    ? text.substring(0, 10) + 'T' + text.substring(11)
                    : text;
            return OffsetDateTime.parse(iso).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new BadLineException(
                    "occurred_at is neither ISO-8601 with offset (2026-11-21T10:15:30.123+06:00) nor epoch milliseconds;"
                            + " other forms and zones go into a mapping file");
        }
    }

    /** The common form, 2026-11-21T10:15:30[.123456789](Z|+06:00), without the general parser's cost; null for others. */
    private static @Nullable Long quick(String text) {
        int length = text.length();
        if (length < 20
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            return null;
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, 19);
        if ((year | month | day | hour | minute | second) < 0
                || month < 1
                || month > 12
                || day < 1
                || day > 28
                || hour > 23
                || minute > 59
                || second > 59) {
            return null;
        }
        int at = 19;
        int millis = 0;
        if (text.charAt(at) == '.') {
            int digit = ++at;
            while (digit < length && text.charAt(digit) >= '0' && text.charAt(digit) <= '9') {
                digit++;
            }
            if (digit == at || digit - at > 9) {
                return null;
            }
            for (int i = 0; i < 3; i++) {
                millis = 10 * millis + (at + i < digit ? text.charAt(at + i) - '0' : 0);
            }
            at = digit;
        }
        Integer offset = offsetSeconds(text, at);
        if (offset == null) {
            return null;
        }
        long days = LocalDate.of(year, month, day).toEpochDay();
        return (((days * 24 + hour) * 60 + minute) * 60 + second - offset) * 1000 + millis;
    }

    private static @Nullable Integer offsetSeconds(String text, int at) {
        int length = text.length();
        if (at == length - 1 && text.charAt(at) == 'Z') {
            return 0;
        }
        if (at != length - 6 || text.charAt(at + 3) != ':' || (text.charAt(at) != '+' && text.charAt(at) != '-')) {
            return null;
        }
        int hours = digits(text, at + 1, at + 3);
        int minutes = digits(text, at + 4, at + 6);
        if (hours < 0 || minutes < 0 || hours > 17 || minutes > 59) {
            return null;
        }
        int seconds = (hours * 60 + minutes) * 60;
        return text.charAt(at) == '-' ? -seconds : seconds;
    }

    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = 10 * value + digit;
        }
        return value;
    }
}
