// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.intake;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * What we believe of a query's time.
 *
 * @param futureTolerance how far ahead of the clock a query may lie, 0 s to 1 day
 * @param earliestDay queries before this day (UTC) are rejected as implausible
 */
public record IntakeSettings(Duration futureTolerance, LocalDate earliestDay) {
    /** Two minutes of clock error; nothing before the year 2000. */
    public static final IntakeSettings DEFAULTS = new IntakeSettings(Duration.ofMinutes(2), LocalDate.of(2000, 1, 1));

    public IntakeSettings {
        if (futureTolerance.isNegative() || futureTolerance.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException(
                    "future.tolerance = " + futureTolerance + ": must be within [PT0S, PT24H]");
        }
    }

    long earliestMillis() {
        return earliestDay.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
}
