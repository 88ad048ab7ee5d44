// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The ways records are drawn off that the world can play. */
public enum AttackKind {
    /** Fetches all it can in a short time through one credential. */
    BURST(Duration.ofHours(2), 10, 500, 1, Numbers.CITIZENS, Course.FLAT),
    /** Steady harvest through three credentials, in step with the honest work. */
    HARVEST(Duration.ofDays(3), 1, 20, 3, Numbers.CITIZENS, Course.HONEST),
    /** A Telegram bot behind an honest credential: people ask it round the clock, at a human pace. */
    BOT(Duration.ofDays(7), 0.08, 10, 1, Numbers.ASKED, Course.ROUND_THE_CLOCK),
    /** Walks blocks of numbers one after the other. */
    ENUMERATION(Duration.ofHours(6), 0.5, 400, 1, Numbers.WALK, Course.FLAT),
    /** Covers the same blocks in mixed order. */
    SHUFFLED_ENUMERATION(Duration.ofHours(6), 0.5, 400, 1, Numbers.SHUFFLED, Course.FLAT),
    /** Tries random numbers; about one in a hundred is a citizen's. */
    GUESSING(Duration.ofHours(6), 0.5, 400, 1, Numbers.GUESSES, Course.FLAT),
    /** Fetches between midnight and six, Asia/Dhaka. */
    OFF_HOURS(Duration.ofDays(3), 0.2, 40, 1, Numbers.CITIZENS, Course.NIGHT),
    /** A credential never seen before, from a strange network. */
    HIJACK(Duration.ofDays(1), 0.5, 60, 1, Numbers.CITIZENS, Course.ROUND_THE_CLOCK),
    /** Grows from nothing so slowly that a learner would follow; the rate given is the mean, the end is twice that. */
    RAMP(Duration.ofDays(28), 0.25, 5, 1, Numbers.CITIZENS, Course.RAMP),
    /** Spread over many organisations, little through each. */
    DISTRIBUTED(Duration.ofDays(3), 0.05, 5, 1, Numbers.CITIZENS, Course.HONEST),
    /** Works through a leaked list of numbers, some of them stale. */
    LEAKED_LIST(Duration.ofDays(2), 0.2, 40, 2, Numbers.LIST, Course.HONEST),
    /** Asks about decoys. */
    CANARY(Duration.ofMinutes(10), 0, 30, 1, Numbers.DECOYS, Course.FLAT);

    /** Which numbers an attack asks about. */
    enum Numbers {
        CITIZENS,
        ASKED,
        WALK,
        SHUFFLED,
        GUESSES,
        LIST,
        DECOYS
    }

    /** How an attack's rate goes over time. */
    enum Course {
        FLAT,
        HONEST,
        ROUND_THE_CLOCK,
        NIGHT,
        RAMP
    }

    private final Duration duration;
    private final double multiple;
    private final double leastPerHour;
    final int credentials;
    final Numbers numbers;
    final Course course;

    AttackKind(
            Duration duration, double multiple, double leastPerHour, int credentials, Numbers numbers, Course course) {
        this.duration = duration;
        this.multiple = multiple;
        this.leastPerHour = leastPerHour;
        this.credentials = credentials;
        this.numbers = numbers;
        this.course = course;
    }

    /** How long it lasts unless told. */
    public Duration usualDuration() {
        return duration;
    }

    /** Mean queries an hour, over its whole duration, against an organisation of this size, unless told. */
    public double usualPerHour(double honestPerDay) {
        return Math.max(leastPerHour, multiple * honestPerDay / 24);
    }

    /** The name on the command line and in label files. */
    public String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind with this name; throws {@link IllegalArgumentException} that lists all of them. */
    static AttackKind of(String option) {
        for (AttackKind kind : values()) {
            if (kind.option().equals(option)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no attack is called '" + option + "'; allowed: " + options());
    }

    /** All names, for messages and help. */
    public static String options() {
        return Arrays.stream(values()).map(AttackKind::option).collect(Collectors.joining(", "));
    }
}
