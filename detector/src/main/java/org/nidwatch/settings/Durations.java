// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 90s}, {@code 5m}, {@code 7d}; ISO-8601 is understood too. */
public final class Durations {
    private static final Pattern SHORT = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");
    private static final Pattern ISO_IN_TEXT = Pattern.compile("\\bPT(?:\\d+H)?(?:\\d+M)?(?:\\d+(?:\\.\\d+)?S)?\\b");
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Durations() {}

    /** Reads {@code 250ms}, {@code 90s}, {@code 5m}, {@code 2h}, {@code 7d} or ISO-8601; throws on anything else. */
    public static Duration parse(String text) {
        Matcher matcher = SHORT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return Duration.parse(text.strip());
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    /** The shortest way to write the duration with one unit. */
    public static String written(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0) {
            return "0s";
        } else if (millis % DAY == 0) {
            return millis / DAY + "d";
        } else if (millis % HOUR == 0) {
            return millis / HOUR + "h";
        } else if (millis % MINUTE == 0) {
            return millis / MINUTE + "m";
        } else if (millis % SECOND == 0) {
            return millis / SECOND + "s";
        }
        return millis + "ms";
    }

    /** The text with each ISO-8601 duration in it written shorter. */
    static String shortened(String text) {
        return ISO_IN_TEXT.matcher(text).replaceAll(found -> {
            String iso = found.group();
            return iso.equals("PT") ? iso : written(Duration.parse(iso));
        });
    }
}
