// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** Passes over one value of a writer's schema, checking every length on the way and allocating nothing. */
@FunctionalInterface
interface Skip {
    /** Records within records, deepest; what lies deeper is taken for broken. */
    int DEEPEST = 64;

    void over(AvroCursor cursor, int depth);

    /** How to pass over a value of the schema. */
    static Skip of(Schema schema) {
        return compile(schema, new HashMap<>());
    }

    private static Skip compile(Schema schema, Map<String, SkipRecord> records) {
        return switch (schema.getType()) {
            case NULL -> (cursor, depth) -> {};
            case BOOLEAN -> (cursor, depth) -> cursor.skip(1);
            case INT, ENUM -> (cursor, depth) -> cursor.readInt();
            case LONG -> (cursor, depth) -> cursor.readLong();
            case FLOAT -> (cursor, depth) -> cursor.skip(Float.BYTES);
            case DOUBLE -> (cursor, depth) -> cursor.skip(Double.BYTES);
            case STRING, BYTES -> (cursor, depth) -> cursor.skip(cursor.readLength());
            case FIXED -> {
                int size = schema.getFixedSize();
                yield (cursor, depth) -> cursor.skip(size);
            }
            case ARRAY -> blocks(compile(schema.getElementType(), records));
            case MAP -> {
                Skip value = compile(schema.getValueType(), records);
                yield blocks((cursor, depth) -> {
                    cursor.skip(cursor.readLength());
                    value.over(cursor, depth);
                });
            }
            case UNION -> {
                Skip[] branches = schema.getTypes().stream()
                        .map(branch -> compile(branch, records))
                        .toArray(Skip[]::new);
                yield (cursor, depth) -> branches[cursor.readIndex(branches.length)].over(cursor, depth);
            }
            case RECORD -> record(schema, records);
        };
    }

    private static Skip record(Schema schema, Map<String, SkipRecord> records) {
        SkipRecord known = records.get(schema.getFullName());
        if (known != null) {
            return known;
        }
        SkipRecord record = new SkipRecord();
        // Before its fields, since they may lead back to it.
        records.put(schema.getFullName(), record);
        record.fields = schema.getFields().stream()
                .map(field -> compile(field.schema(), records))
                .toList();
        return record;
    }

    private static Skip blocks(Skip item) {
        return (cursor, depth) -> {
            for (long count = cursor.readLong(); count != 0; count = cursor.readLong()) {
                // A negative count says that the block's size in bytes follows; we look inside all the same.
                long size = count < 0 ? cursor.readLong() : 0;
                int start = cursor.at;
                for (long i = Math.abs(count); i != 0; i--) {
                    cursor.item();
                    item.over(cursor, depth);
                }
                if (count < 0 && cursor.at - start != size) {
                    throw UnreadableException.undecodable();
                }
            }
        };
    }

    /** A record's fields, one after the other; a class, since a recursive schema must find it before it is whole. */
    final class SkipRecord implements Skip {
        private List<Skip> fields = List.of();

        @Override
        public void over(AvroCursor cursor, int depth) {
            if (depth >= DEEPEST) {
                throw UnreadableException.undecodable();
            }
            cursor.item();
            for (int i = 0; i < fields.size(); i++) {
                fields.get(i).over(cursor, depth + 1);
            }
        }
    }
}
