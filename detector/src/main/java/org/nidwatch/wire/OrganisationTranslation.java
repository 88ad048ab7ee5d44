// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.time.Instant;
import java.util.List;
import org.nidwatch.policy.CalendarEntry;
import org.nidwatch.policy.Organisation;

/** {@link Organisation}. */
final class OrganisationTranslation implements Translation<Organisation, org.nidwatch.event.Organisation> {
    @Override
    public org.nidwatch.event.Organisation toAvro(Organisation organisation) {
        return new org.nidwatch.event.Organisation(
                organisation.id(),
                organisation.name(),
                organisation.sector(),
                organisation.declaredQuotaPerDay(),
                organisation.workingHours(),
                organisation.contacts(),
                organisation.calendar().stream()
                        .map(OrganisationTranslation::entry)
                        .toList(),
                organisation.declaredCustomers());
    }

    @Override
    public Organisation fromAvro(org.nidwatch.event.Organisation record) {
        return new Organisation(
                record.getId(),
                record.getName(),
                record.getSector(),
                record.getDeclaredQuotaPerDay(),
                record.getWorkingHours(),
                List.copyOf(record.getContacts()),
                record.getCalendar().stream()
                        .map(OrganisationTranslation::entry)
                        .toList(),
                record.getDeclaredCustomers());
    }

    private static org.nidwatch.event.CalendarEntry entry(CalendarEntry entry) {
        return new org.nidwatch.event.CalendarEntry(
                Instant.ofEpochMilli(entry.from()), Instant.ofEpochMilli(entry.until()), entry.ceiling(), entry.note());
    }

    private static CalendarEntry entry(org.nidwatch.event.CalendarEntry record) {
        return new CalendarEntry(
                record.getFrom().toEpochMilli(),
                record.getUntil().toEpochMilli(),
                record.getCeiling(),
                record.getNote());
    }
}
