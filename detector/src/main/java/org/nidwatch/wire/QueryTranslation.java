// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Token;

/** {@link NidQuery}. */
final class QueryTranslation implements Translation<NidQuery, org.nidwatch.event.NidQuery> {
    @Override
    public org.nidwatch.event.NidQuery toAvro(NidQuery query) {
        return new org.nidwatch.event.NidQuery(
                query.eventId(),
                Instant.ofEpochMilli(query.occurredAt()),
                query.organisationId(),
                query.credentialId(),
                query.operatorId(),
                query.sourceAddress(),
                org.nidwatch.event.Operation.valueOf(query.operation().name()),
                org.nidwatch.event.Outcome.valueOf(query.outcome().name()),
                query.fieldsReturned(),
                token(query.subject()),
                token(query.subjectBlock()),
                query.tokenKeyId(),
                query.purpose());
    }

    @Override
    public NidQuery fromAvro(org.nidwatch.event.NidQuery record) {
        return new NidQuery(
                record.getEventId(),
                record.getOccurredAt().toEpochMilli(),
                record.getOrganisationId(),
                record.getCredentialId(),
                record.getOperatorId(),
                record.getSourceAddress(),
                Operation.valueOf(record.getOperation().name()),
                Outcome.valueOf(record.getOutcome().name()),
                record.getFieldsReturned(),
                token(record.getSubject()),
                token(record.getSubjectBlock()),
                record.getTokenKeyId(),
                record.getPurpose());
    }

    static org.nidwatch.event.@Nullable Token token(@Nullable Token token) {
        return token == null ? null : new org.nidwatch.event.Token(token.bytes());
    }

    static @Nullable Token token(org.nidwatch.event.@Nullable Token token) {
        return token == null ? null : Token.of(token.bytes());
    }
}
