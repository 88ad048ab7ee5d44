// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.schemas;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/** A record with every field filled in, the same each time. */
final class Example {
    private int count;

    private Example() {}

    static GenericData.Record of(Schema schema) {
        return (GenericData.Record) new Example().value("", schema);
    }

    private Object value(String name, Schema schema) {
        count++;
        return switch (schema.getType()) {
            case NULL -> null;
            case BOOLEAN -> count % 2 == 0;
            case INT -> count;
            case LONG -> schema.getLogicalType() == null ? count * 1_000L : 1_700_000_000_000L + count;
            case FLOAT -> count + 0.25f;
            case DOUBLE -> count + 0.5;
            // Two scripts: lengths are in bytes, not in characters.
            case STRING -> name + "-" + count + "-বাংলা";
            case BYTES -> java.nio.ByteBuffer.wrap(new byte[] {(byte) count});
            case FIXED -> fixed(schema);
            case ENUM ->
                new GenericData.EnumSymbol(
                        schema,
                        schema.getEnumSymbols()
                                .get(count % schema.getEnumSymbols().size()));
            case ARRAY -> List.of(value(name, schema.getElementType()), value(name, schema.getElementType()));
            case MAP -> java.util.Map.of(name, value(name, schema.getValueType()));
            case UNION -> value(name, schema.getTypes().get(schema.getTypes().size() - 1));
            case RECORD -> record(schema);
        };
    }

    private GenericData.Fixed fixed(Schema schema) {
        byte[] bytes = new byte[schema.getFixedSize()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (count + i * 16);
        }
        return new GenericData.Fixed(schema, bytes);
    }

    private GenericData.Record record(Schema schema) {
        GenericData.Record record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), value(field.name(), field.schema()));
        }
        return record;
    }
}
