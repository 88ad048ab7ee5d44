// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.alert;

import java.time.Duration;

/**
 * Life cycle and severity of alerts.
 *
 * @param quietPeriod an episode closes when nothing was found for this long, 1 minute to 7 days
 * @param learnedQuietPeriod the same for an episode that a learned comparison saw, 1 hour to 30 days: such abuse sleeps
 *     at night and on days off, and is one episode all the same
 * @param updateInterval an open alert is updated at most this often, 10 seconds to 1 day
 * @param mediumRecords records exposed above expectation from which severity is MEDIUM
 * @param highRecords records exposed from which severity is HIGH
 * @param criticalRecords records exposed from which severity is CRITICAL
 */
public record AlertSettings(
        Duration quietPeriod,
        Duration learnedQuietPeriod,
        Duration updateInterval,
        long mediumRecords,
        long highRecords,
        long criticalRecords) {
    /** One hour of quiet (a day for what was learned), updates every 5 minutes, 100 / 1,000 / 10,000 records. */
    public static final AlertSettings DEFAULTS =
            new AlertSettings(Duration.ofHours(1), Duration.ofHours(24), Duration.ofMinutes(5), 100, 1_000, 10_000);

    public AlertSettings {
        within("quiet.period", quietPeriod, Duration.ofMinutes(1), Duration.ofDays(7));
        within("learned.quiet.period", learnedQuietPeriod, Duration.ofHours(1), Duration.ofDays(30));
        within("update.interval", updateInterval, Duration.ofSeconds(10), Duration.ofDays(1));
        if (mediumRecords < 1 || highRecords < mediumRecords || criticalRecords < highRecords) {
            throw new IllegalArgumentException("medium.records = " + mediumRecords + ", high.records = " + highRecords
                    + ", critical.records = " + criticalRecords + ": must be at least 1 and in rising order");
        }
    }

    private static void within(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + " = " + value + ": must be within [" + least + ", " + most + "]");
        }
    }
}
