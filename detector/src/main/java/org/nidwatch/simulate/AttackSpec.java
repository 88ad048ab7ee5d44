// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An attack as it is ordered: {@code kind[:organisation][@start][+duration][xrate]}. What is left out is chosen from
 * the seed.
 *
 * @param organisationIds whose access is used; empty = chosen
 * @param startAt when, absolute; null = not given so
 * @param startAfter when, counted from the first instant of the run; null = not given so
 * @param duration how long; null = as usual for the kind
 * @param multiple mean rate as a multiple of the organisation's own; null = not given so
 * @param perHour mean rate in queries an hour; null = not given so
 */
public record AttackSpec(
        AttackKind kind,
        List<String> organisationIds,
        @Nullable Instant startAt,
        @Nullable Duration startAfter,
        @Nullable Duration duration,
        @Nullable Double multiple,
        @Nullable Double perHour) {

    /** The form, for help and messages. */
    public static final String FORM = "kind[:organisation[,organisation...]][@start][+duration][xrate]";

    private static final Pattern PARTS =
            Pattern.compile("(?<kind>[a-z-]*)(:(?<organisations>[A-Za-z0-9,._-]*?))?(@(?<start>[^+x]*))?"
                    + "(\\+(?<duration>[^x]*))?(x(?<rate>[0-9.]+(/[hd])?))?");
    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,9})(s|m|h|d)");
    private static final double FASTEST = 1e9;

    public AttackSpec {
        organisationIds = List.copyOf(organisationIds);
    }

    /** An attack of which only the kind is given. */
    public static AttackSpec of(AttackKind kind) {
        return new AttackSpec(kind, List.of(), null, null, null, null, null);
    }

    /**
     * Reads the form above: start is an instant ({@code 2026-01-05T20:00:00Z}) or a time after the first instant of the
     * run ({@code 90m}, {@code 2d}); durations have s, m, h or d; rate is a multiple of the organisation's own mean
     * ({@code x0.5}) or absolute ({@code x300/h}, {@code x500/d}).
     *
     * @throws IllegalArgumentException that says what is allowed
     */
    public static AttackSpec parse(String text) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("attack '" + text + "' is not of the form " + FORM
                    + ", as in enumeration:bank-003@2h+30m x0.5 written without spaces");
        }
        AttackKind kind = AttackKind.of(parts.group("kind"));
        String organisations = parts.group("organisations");
        String start = parts.group("start");
        boolean absolute = start != null && start.indexOf('T') > 0;
        String duration = parts.group("duration");
        String rate = parts.group("rate");
        return new AttackSpec(
                kind,
                organisations == null ? List.of() : List.of(organisations.split(",", -1)),
                absolute ? instant(start) : null,
                start == null || absolute ? null : duration("start", start),
                duration == null ? null : positive(duration("duration", duration)),
                rate == null || rate.indexOf('/') > 0 ? null : number(rate),
                rate == null || rate.indexOf('/') < 0 ? null : perHour(rate));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("attack start '" + text + "': must be an instant in UTC like"
                    + " 2026-01-05T20:00:00Z, or a time after the first instant like 90m or 2d");
        }
    }

    private static Duration duration(String what, String text) {
        Matcher amount = AMOUNT.matcher(text);
        if (!amount.matches()) {
            throw new IllegalArgumentException("attack " + what + " '" + text
                    + "': must be a whole number with s, m, h or d, like 90m or 2d"
                    + (what.equals("start") ? ", or an instant in UTC like 2026-01-05T20:00:00Z" : ""));
        }
        ChronoUnit unit = switch (amount.group(2)) {
            case "s" -> ChronoUnit.SECONDS;
            case "m" -> ChronoUnit.MINUTES;
            case "h" -> ChronoUnit.HOURS;
            default -> ChronoUnit.DAYS;
        };
        return Duration.of(Long.parseLong(amount.group(1)), unit);
    }

    private static Duration positive(Duration duration) {
        if (duration.isZero()) {
            throw new IllegalArgumentException("attack duration 0: must be longer than nothing");
        }
        return duration;
    }

    private static double perHour(String rate) {
        double number = number(rate.substring(0, rate.length() - 2));
        return rate.endsWith("/h") ? number : number / 24;
    }

    private static double number(String text) {
        double number;
        try {
            number = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            number = Double.NaN;
        }
        if (!(number > 0 && number <= FASTEST)) {
            throw new IllegalArgumentException(
                    "attack rate 'x" + text
                            + "': must be a number above 0 and up to 1e9: x0.5 = half the organisation's own mean, x300/h, x500/d");
        }
        return number;
    }
}
