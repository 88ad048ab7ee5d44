// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Token;

/** Reads plain JSON as a record of one of our schemas. Errors name the field and never repeat a value: it could be a NID. */
final class JsonReading {
    private final ObjectReader json;

    JsonReading(ObjectMapper json) {
        this.json = json.reader()
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .with(com.fasterxml.jackson.core.JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    }

    SpecificRecord read(String text, Contract contract) {
        JsonNode node = parse(text);
        Schema schema = contract.classSchema();
        if (!node.isObject()) {
            throw new IllegalArgumentException("must be one JSON object, a " + schema.getName());
        }
        return record("", node, schema);
    }

    /** A record within a field is read with that field's name and a dot before its own names. */
    private static SpecificRecord record(String within, JsonNode node, Schema schema) {
        SpecificRecord record =
                (SpecificRecord) SpecificData.getForSchema(schema).newRecord(null, schema);
        refuseUnknown(within, node, schema);
        for (Schema.Field field : schema.getFields()) {
            String name = within + field.name();
            JsonNode value = node.get(field.name());
            if (value != null) {
                record.put(field.pos(), value(name, value, field.schema()));
            } else if (field.hasDefaultValue()) {
                record.put(field.pos(), SpecificData.getForSchema(schema).getDefaultValue(field));
            } else {
                throw new IllegalArgumentException(name + " is missing: " + kind(field.schema()));
            }
        }
        return record;
    }

    private JsonNode parse(String text) {
        try {
            return json.readTree(text);
        } catch (JacksonException e) {
            // Jackson's own message quotes the text.
            throw new IllegalArgumentException("is not JSON" + place(e));
        }
    }

    private static String place(JacksonException e) {
        return e.getLocation() == null
                ? ""
                : ", at character " + e.getLocation().getColumnNr();
    }

    private static void refuseUnknown(String within, JsonNode node, Schema schema) {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            if (schema.getField(names.next()) == null) {
                // Not repeated: a value can stand in a name's place by mistake.
                List<String> known =
                        schema.getFields().stream().map(Schema.Field::name).toList();
                throw new IllegalArgumentException(
                        (within.isEmpty() ? "" : within.substring(0, within.length() - 1) + " ") + "has a field that a "
                                + schema.getName() + " does not have; it has " + known);
            }
        }
    }

    private static @Nullable Object value(String name, JsonNode node, Schema schema) {
        Object value = convert(name, node, schema);
        if (value == null && !schema.isNullable()) {
            throw new IllegalArgumentException(name + " must be " + kind(schema));
        }
        return value;
    }

    /** The value, or null when the node is null or of another kind than a schema without null asks for. */
    private static @Nullable Object convert(String name, JsonNode node, Schema schema) {
        return switch (schema.getType()) {
            case UNION -> node.isNull() ? null : value(name, node, other(schema));
            case STRING -> node.isTextual() ? node.asText() : null;
            case LONG -> number(node, schema);
            case INT -> node.isIntegralNumber() && node.canConvertToInt() ? node.asInt() : null;
            case DOUBLE -> node.isNumber() ? node.asDouble() : null;
            case FIXED -> token(node);
            case ARRAY -> array(name, node, schema);
            case ENUM -> node.isTextual() && schema.hasEnumSymbol(node.asText()) ? symbol(node.asText(), schema) : null;
            case RECORD -> node.isObject() ? record(name + ".", node, schema) : null;
            default -> throw new IllegalStateException(name + ": " + schema.getType() + " is not read from JSON");
        };
    }

    private static @Nullable Object number(JsonNode node, Schema schema) {
        if (node.isTextual() && schema.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
            return time(node.asText());
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            return null;
        }
        long number = node.asLong();
        return schema.getLogicalType() instanceof LogicalTypes.TimestampMillis ? Instant.ofEpochMilli(number) : number;
    }

    private static @Nullable Object time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static Object symbol(String name, Schema schema) {
        return SpecificData.getForSchema(schema).createEnum(name, schema);
    }

    private static @Nullable Object token(JsonNode node) {
        try {
            return new org.nidwatch.event.Token(Token.parse(node.asText()).bytes());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Object array(String name, JsonNode node, Schema schema) {
        if (!node.isArray()) {
            return null;
        }
        List<Object> items = new ArrayList<>();
        for (JsonNode item : node) {
            Object value = value(name, item, schema.getElementType());
            if (value != null) {
                items.add(value);
            }
        }
        return items;
    }

    private static Schema other(Schema union) {
        return union.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .findFirst()
                .orElseThrow();
    }

    private static String kind(Schema schema) {
        return switch (schema.getType()) {
            case UNION -> kind(other(schema)) + " or null";
            case STRING -> "a string";
            case LONG, INT ->
                schema.getLogicalType() == null
                        ? "a whole number"
                        : "a time in milliseconds since the epoch or as 2026-01-31T09:00:00+06:00";
            case DOUBLE -> "a number";
            case FIXED -> "a token of 32 hex digits";
            case ARRAY -> "a list, each item " + kind(schema.getElementType());
            case ENUM -> "one of " + String.join(", ", schema.getEnumSymbols());
            case RECORD -> "an object, a " + schema.getName();
            default -> "a " + schema.getType().name().toLowerCase(Locale.ROOT);
        };
    }
}
