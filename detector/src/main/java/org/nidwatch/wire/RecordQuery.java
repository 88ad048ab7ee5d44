// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Token;

/** Fills a query from a generic record, by name; a field that the record does not have keeps its default. */
final class RecordQuery {
    private RecordQuery() {}

    static void fill(ReusedQuery query, GenericRecord record) {
        query.clear();
        query.occurredAt = number(record, "occurred_at");
        query.organisationId = required(record, "organisation_id");
        query.credentialId = required(record, "credential_id");
        query.operatorId = text(record, "operator_id");
        query.sourceAddress = text(record, "source_address");
        query.operation = QueryPlanCompiler.operation(required(record, "operation"));
        query.outcome = QueryPlanCompiler.outcome(required(record, "outcome"));
        query.fieldsReturned = Math.toIntExact(number(record, "fields_returned"));
        query.tokenKeyId = Math.toIntExact(number(record, "token_key_id"));
        Token subject = token(record, "subject");
        if (subject != null) {
            query.hasSubject = true;
            query.subjectHigh = subject.high();
            query.subjectLow = subject.low();
        }
        Token block = token(record, "subject_block");
        if (block != null) {
            query.hasBlock = true;
            query.blockHigh = block.high();
            query.blockLow = block.low();
        }
    }

    private static @Nullable Object value(GenericRecord record, String name) {
        Schema.Field field = record.getSchema().getField(name);
        return field == null ? null : record.get(field.pos());
    }

    private static long number(GenericRecord record, String name) {
        return value(record, name) instanceof Number number ? number.longValue() : 0;
    }

    static @Nullable String text(GenericRecord record, String name) {
        Object value = value(record, name);
        if (value instanceof ByteBuffer bytes) {
            // Avro lets a writer give bytes where we read a string.
            return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
        }
        return value == null ? null : value.toString();
    }

    private static String required(GenericRecord record, String name) {
        String text = text(record, name);
        return text == null ? "" : text;
    }

    private static @Nullable Token token(GenericRecord record, String name) {
        return value(record, name) instanceof GenericFixed fixed ? Token.of(fixed.bytes()) : null;
    }
}
