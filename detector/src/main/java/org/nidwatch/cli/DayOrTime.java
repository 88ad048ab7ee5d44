// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Moments as people write and read them: a day, or a time, in the calendar's zone unless an offset says otherwise. */
final class DayOrTime {
    static final String ALLOWED = "a day (2026-03-20) or a time (2026-03-20T08:00, 2026-03-20T08:00+06:00)";

    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final ZoneId zone;

    DayOrTime(ZoneId zone) {
        this.zone = zone;
    }

    /** The first moment that the text means: of a day, its start. Milliseconds since the epoch. */
    long from(String option, String text) {
        return millis(option, text, 0);
    }

    /** The moment after the last that the text means: of a day, its end. */
    long until(String option, String text) {
        return millis(option, text, 1);
    }

    private long millis(String option, String text, int daysOn) {
        try {
            if (text.indexOf('T') < 0) {
                return LocalDate.parse(text)
                        .plusDays(daysOn)
                        .atStartOfDay(zone)
                        .toInstant()
                        .toEpochMilli();
            }
            return hasOffset(text)
                    ? OffsetDateTime.parse(text).toInstant().toEpochMilli()
                    : LocalDateTime.parse(text).atZone(zone).toInstant().toEpochMilli();
        } catch (DateTimeParseException e) {
            throw CommandFailure.usage(option + " = " + text + ": must be " + ALLOWED);
        } catch (DateTimeException | ArithmeticException e) {
            throw CommandFailure.usage(option + " = " + text + ": lies too far away");
        }
    }

    private static boolean hasOffset(String text) {
        return text.endsWith("Z") || text.lastIndexOf('+') > 0 || text.lastIndexOf('-') > text.indexOf('T');
    }

    /** As people read it. */
    String shown(long millis) {
        return SHOWN.format(Instant.ofEpochMilli(millis).atZone(zone));
    }
}
