// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A partner organisation as the register's owner knows it.
 *
 * @param id organisation_id in the queries
 * @param name name for people
 * @param sector bank, telecom, ministry, ...
 * @param declaredQuotaPerDay queries a day it declared; null = not declared
 * @param workingHours HH:mm-HH:mm in the calendar's zone; null = round the clock
 * @param contacts whom to call
 * @param calendar holidays and announced campaigns, at most {@link #MOST_ENTRIES}; where two overlap, the later in the
 *     list holds
 * @param declaredCustomers citizens it declared to have business with; null = not declared
 */
public record Organisation(
        String id,
        String name,
        String sector,
        @Nullable Long declaredQuotaPerDay,
        @Nullable String workingHours,
        List<String> contacts,
        List<CalendarEntry> calendar,
        @Nullable Long declaredCustomers) {
    /** Most calendar entries of one organisation. */
    public static final int MOST_ENTRIES = 64;

    public Organisation {
        if (calendar.size() > MOST_ENTRIES) {
            throw new IllegalArgumentException("calendar must have at most " + MOST_ENTRIES + " entries");
        }
    }

    /** An organisation that has announced nothing. */
    public Organisation(
            String id,
            String name,
            String sector,
            @Nullable Long declaredQuotaPerDay,
            @Nullable String workingHours,
            List<String> contacts) {
        this(id, name, sector, declaredQuotaPerDay, workingHours, contacts, List.of(), null);
    }

    /** The same with another calendar. */
    public Organisation withCalendar(List<CalendarEntry> entries) {
        return new Organisation(
                id, name, sector, declaredQuotaPerDay, workingHours, contacts, List.copyOf(entries), declaredCustomers);
    }

    /** The same with another customer base. */
    public Organisation withCustomers(@Nullable Long customers) {
        return new Organisation(id, name, sector, declaredQuotaPerDay, workingHours, contacts, calendar, customers);
    }
}
