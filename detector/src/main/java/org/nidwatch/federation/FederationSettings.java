// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.federation;

import java.time.Duration;

/**
 * When several organisations together are an alert.
 *
 * @param members fewest organisations that make an alert of the federation, 2 to 100
 * @param grace digests are waited for this long before a tick of 5 minutes is decided, 0 s to 6 hours
 * @param quietPeriod the alert closes when nothing was found for this long, 2 hours to 7 days
 * @param walkMinimum alarm never below this many numbers of one block of 1,000, all organisations together, 10 to 10,000
 * @param walkShare most numbers of a block counted for one organisation, so that none is an alert of the federation alone, 2 to 1,000
 * @param walkBlocks populated blocks of the register, 100 to 1,000,000,000
 * @param guessingThreshold standard deviations that hourly sums of wrong guesses must pile up above their ordinary level, 3 to 100
 * @param harvestThreshold alarm when the day's mean of what organisations' scores rise above their own usual level (each at most 1.1)
 *     adds up to this, 0.5 to 1,000
 * @param sharedMinimum alarm never below this many people, of the sampled, that three or more organisations fetched for the first time
 *     within a day, 3 to 1,000
 * @param commonCause organisations are taken to rise together when their median rises by this factor, 1.01 to 10
 */
public record FederationSettings(
        int members,
        Duration grace,
        Duration quietPeriod,
        int walkMinimum,
        int walkShare,
        long walkBlocks,
        double guessingThreshold,
        double harvestThreshold,
        int sharedMinimum,
        double commonCause) {
    /** Three organisations or more; the rest as measured in simulation. */
    public static final FederationSettings DEFAULTS =
            new FederationSettings(3, Duration.ofMinutes(10), Duration.ofHours(3), 40, 25, 120_000, 10, 2.5, 12, 1.15);

    public FederationSettings {
        within("members", members, 2, 100);
        within("grace", grace, Duration.ZERO, Duration.ofHours(6));
        within("quiet.period", quietPeriod, Duration.ofHours(2), Duration.ofDays(7));
        within("walk.minimum", walkMinimum, 10, 10_000);
        within("walk.share", walkShare, 2, 1_000);
        within("walk.blocks", walkBlocks, 100, 1e9);
        within("guessing.threshold", guessingThreshold, 3, 100);
        within("harvest.threshold", harvestThreshold, 0.5, 1_000);
        within("shared.minimum", sharedMinimum, 3, 1_000);
        within("common.cause", commonCause, 1.01, 10);
    }

    private static void within(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + " = " + value + ": must be within [" + least + ", " + most + "]");
        }
    }

    private static void within(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    name + " = " + plain(value) + ": must be within [" + plain(least) + ", " + plain(most) + "]");
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /** A short hash of every value: two runs with the same version decide alike. */
    public String version() {
        return Integer.toHexString(toString().hashCode());
    }
}
