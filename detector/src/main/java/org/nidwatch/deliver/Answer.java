// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.deliver;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/** What became of one try. */
sealed interface Answer {
    /** The receiver has it. */
    record Taken() implements Answer {}

    /**
     * It has it not, and that has nothing to do with this alert: it is held, and tried until it is taken.
     *
     * @param retryAfter the receiver's wish, {@link Duration#ZERO} = none
     */
    record Away(Failure why, String words, Duration retryAfter) implements Answer {}

    /** It does not want this content; another may do better. */
    record Refused(int status) implements Answer {}

    /** Why a try failed: the values of a metric's tag. */
    enum Failure {
        /** No connection, or it broke. */
        CONNECTION,
        /** No answer in time. */
        TIMEOUT,
        /** 408, 425, 429: later. */
        BUSY,
        /** 5xx. */
        SERVER,
        /** 401, 403, 404 and the like, or a redirect: the URL or the secret is wrong, and would be for every alert. */
        ENDPOINT,
        /** Another 4xx: this content is refused. */
        REFUSED
    }

    /** Longest wish that is heeded. */
    Duration LONGEST = Duration.ofHours(1);

    /**
     * What a status means.
     *
     * @param retryAfter the header's text, empty = none: seconds, or a date
     */
    static Answer of(int status, String retryAfter, Instant now) {
        if (status / 100 == 2) {
            return new Taken();
        }
        return switch (status) {
            case 408, 425, 429 -> away(Failure.BUSY, status, retryAfter, now);
            case 401, 402, 403, 404, 405, 407, 410, 421, 426, 451 -> away(Failure.ENDPOINT, status, retryAfter, now);
            default -> {
                if (status / 100 == 4) {
                    yield new Refused(status);
                }
                yield away(status / 100 == 5 ? Failure.SERVER : Failure.ENDPOINT, status, retryAfter, now);
            }
        };
    }

    private static Away away(Failure why, int status, String retryAfter, Instant now) {
        return new Away(why, "it answered " + status, wish(retryAfter.strip(), now));
    }

    private static Duration wish(String retryAfter, Instant now) {
        if (retryAfter.isEmpty()) {
            return Duration.ZERO;
        }
        Duration wish;
        try {
            wish = retryAfter.chars().allMatch(c -> c >= '0' && c <= '9')
                    ? Duration.ofSeconds(Long.parseLong(retryAfter))
                    : Duration.between(
                            now,
                            ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
        } catch (DateTimeParseException | ArithmeticException | NumberFormatException e) {
            return Duration.ZERO;
        }
        if (wish.isNegative()) {
            return Duration.ZERO;
        }
        return wish.compareTo(LONGEST) > 0 ? LONGEST : wish;
    }
}
