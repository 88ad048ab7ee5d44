// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.time.Instant;
import org.nidwatch.policy.AuditRecord;

/** {@link AuditRecord}. */
final class AuditTranslation implements Translation<AuditRecord, org.nidwatch.event.AuditRecord> {
    @Override
    public org.nidwatch.event.AuditRecord toAvro(AuditRecord audit) {
        return new org.nidwatch.event.AuditRecord(
                Instant.ofEpochMilli(audit.at()),
                audit.actor(),
                org.nidwatch.event.AuditAction.valueOf(audit.action().name()),
                audit.organisationId(),
                audit.target(),
                audit.note(),
                audit.alerts(),
                audit.records());
    }

    @Override
    public AuditRecord fromAvro(org.nidwatch.event.AuditRecord record) {
        return new AuditRecord(
                record.getAt().toEpochMilli(),
                record.getActor(),
                AuditRecord.Action.valueOf(record.getAction().name()),
                record.getOrganisation(),
                record.getTarget(),
                record.getNote(),
                record.getAlerts(),
                record.getRecords());
    }
}
