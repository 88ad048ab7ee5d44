// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HexFormat;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/** Writes a record as plain JSON, led by its schema, so that a new field needs nothing here. */
final class JsonWriting {
    private final ObjectMapper json;

    JsonWriting(ObjectMapper json) {
        this.json = json;
    }

    String line(IndexedRecord record) {
        StringWriter out = new StringWriter(512);
        try (JsonGenerator generator = json.createGenerator(out)) {
            record(record, generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private static void record(IndexedRecord record, JsonGenerator out) throws IOException {
        out.writeStartObject();
        for (Schema.Field field : record.getSchema().getFields()) {
            out.writeFieldName(field.name());
            value(record.get(field.pos()), out);
        }
        out.writeEndObject();
    }

    private static void value(@Nullable Object value, JsonGenerator out) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof IndexedRecord record) {
            record(record, out);
        } else if (value instanceof Iterable<?> items) {
            out.writeStartArray();
            for (Object item : items) {
                value(item, out);
            }
            out.writeEndArray();
        } else if (value instanceof Instant instant) {
            out.writeNumber(instant.toEpochMilli());
        } else if (value instanceof GenericFixed fixed) {
            out.writeString(HexFormat.of().formatHex(fixed.bytes()));
        } else if (value instanceof Double number) {
            number(number, out);
        } else if (value instanceof Long number) {
            out.writeNumber(number);
        } else if (value instanceof Integer number) {
            out.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else {
            out.writeString(value.toString());
        }
    }

    /** JSON has no infinity and no NaN: these become null. */
    private static void number(double number, JsonGenerator out) throws IOException {
        if (Double.isFinite(number)) {
            out.writeNumber(number);
        } else {
            out.writeNull();
        }
    }
}
