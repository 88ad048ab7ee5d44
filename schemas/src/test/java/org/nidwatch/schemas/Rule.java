// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.schemas;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** The compatibility rule: a schema reads everything that any earlier version wrote, and loses nothing of it. */
final class Rule {
    private Rule() {}

    /** What the newer schema breaks of an earlier one; empty when nothing. */
    static List<String> breaks(Schema newer, Schema earlier) {
        List<String> breaks = new ArrayList<>();
        var result = SchemaCompatibility.checkReaderWriterCompatibility(newer, earlier)
                .getResult();
        if (result.getCompatibility() != SchemaCompatibilityType.COMPATIBLE) {
            result.getIncompatibilities()
                    .forEach(found ->
                            breaks.add(found.getType() + " at " + found.getLocation() + ": " + found.getMessage()));
        }
        // Avro would read a symbol that is gone as the default: no error, but another meaning.
        Map<String, Schema> now = enums(newer);
        enums(earlier).forEach((name, before) -> {
            Schema after = now.get(name);
            for (String symbol : before.getEnumSymbols()) {
                if (after != null && !after.hasEnumSymbol(symbol)) {
                    breaks.add("enum " + name + " has lost its symbol " + symbol);
                }
            }
        });
        return breaks;
    }

    /** Enums without a default: an older reader could not read a newer symbol. */
    static List<String> enumsWithoutDefault(Schema schema) {
        return enums(schema).values().stream()
                .filter(found -> found.getEnumDefault() == null)
                .map(Schema::getFullName)
                .toList();
    }

    private static Map<String, Schema> enums(Schema schema) {
        Map<String, Schema> found = new TreeMap<>();
        collect(schema, found, new HashSet<>());
        return found;
    }

    private static void collect(Schema schema, Map<String, Schema> enums, Set<String> seen) {
        switch (schema.getType()) {
            case ENUM -> enums.put(schema.getFullName(), schema);
            case ARRAY -> collect(schema.getElementType(), enums, seen);
            case MAP -> collect(schema.getValueType(), enums, seen);
            case UNION -> schema.getTypes().forEach(branch -> collect(branch, enums, seen));
            case RECORD -> {
                if (seen.add(schema.getFullName())) {
                    schema.getFields().forEach(field -> collect(field.schema(), enums, seen));
                }
            }
            default -> {}
        }
    }
}
