// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.profile;

import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.List;

/**
 * The partners' calendar.
 *
 * @param zone time zone of working hours and of the days that quotas count
 * @param weekend days off, at most 6
 */
public record ProfileSettings(ZoneId zone, List<DayOfWeek> weekend) {
    /** Dhaka, Friday and Saturday off. */
    public static final ProfileSettings DEFAULTS =
            new ProfileSettings(ZoneId.of("Asia/Dhaka"), List.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY));

    public ProfileSettings {
        weekend = weekend.stream().distinct().toList();
        if (weekend.size() > 6) {
            throw new IllegalArgumentException("weekend = " + weekend + ": must leave at least one working day");
        }
    }
}
