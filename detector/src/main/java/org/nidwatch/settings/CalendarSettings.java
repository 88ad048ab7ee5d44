// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.List;

/**
 * The partners' calendar.
 *
 * @param zone time zone of working hours and of the days that quotas count
 * @param weekend days off, at most 6
 */
public record CalendarSettings(ZoneId zone, List<DayOfWeek> weekend) {
    static final CalendarSettings DEFAULTS =
            new CalendarSettings(ZoneId.of("Asia/Dhaka"), List.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY));

    public CalendarSettings {
        weekend = weekend.stream().distinct().toList();
        if (weekend.size() > 6) {
            throw new IllegalArgumentException("weekend = " + weekend + ": must leave at least one working day");
        }
    }
}
