// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.time.Instant;
import java.util.UUID;
import org.nidwatch.policy.Disposition;

/** {@link Disposition}. */
final class DispositionTranslation implements Translation<Disposition, org.nidwatch.event.Disposition> {
    private static final int UUID_LENGTH = 36;

    @Override
    public org.nidwatch.event.Disposition toAvro(Disposition disposition) {
        return new org.nidwatch.event.Disposition(
                disposition.alertId().toString(),
                org.nidwatch.event.Verdict.valueOf(disposition.verdict().name()),
                disposition.analyst(),
                disposition.note(),
                disposition.organisationId(),
                Instant.ofEpochMilli(disposition.decidedAt()));
    }

    @Override
    public Disposition fromAvro(org.nidwatch.event.Disposition record) {
        return new Disposition(
                id(record.getAlertId()),
                Disposition.Verdict.valueOf(record.getVerdict().name()),
                record.getAnalyst(),
                record.getNote(),
                record.getOrganisationId(),
                record.getDecidedAt().toEpochMilli());
    }

    // Java reads 1-1-1-1-1 as a UUID, too; and its message repeats what it was given.
    private static UUID id(String text) {
        if (text.length() == UUID_LENGTH) {
            try {
                return UUID.fromString(text);
            } catch (IllegalArgumentException e) {
                // told below
            }
        }
        throw new IllegalArgumentException("alert_id must be the id of an alert, a UUID");
    }
}
