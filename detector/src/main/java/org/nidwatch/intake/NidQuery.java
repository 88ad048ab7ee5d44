// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.intake;

import org.jspecify.annotations.Nullable;

/**
 * One query, whole: what ingest and simulate write and the scan reads. Field meanings are those of {@link Query}.
 *
 * @param eventId unique per query, a UUID
 * @param purpose purpose code given by the partner
 */
public record NidQuery(
        String eventId,
        long occurredAt,
        String organisationId,
        String credentialId,
        @Nullable String operatorId,
        @Nullable String sourceAddress,
        Operation operation,
        Outcome outcome,
        int fieldsReturned,
        @Nullable Token subject,
        @Nullable Token subjectBlock,
        int tokenKeyId,
        @Nullable String purpose)
        implements Query {

    @Override
    public boolean hasSubject() {
        return subject != null;
    }

    @Override
    public long subjectHigh() {
        return subject == null ? 0 : subject.high();
    }

    @Override
    public long subjectLow() {
        return subject == null ? 0 : subject.low();
    }

    @Override
    public boolean hasBlock() {
        return subjectBlock != null;
    }

    @Override
    public long blockHigh() {
        return subjectBlock == null ? 0 : subjectBlock.high();
    }

    @Override
    public long blockLow() {
        return subjectBlock == null ? 0 : subjectBlock.low();
    }
}
