// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/** What a registry decides about schemas, without the registry: is it one, and may it follow the ones before it. */
public final class SchemaRules {
    /** Which earlier versions must get along with a new one, and in which direction. */
    public enum Level {
        NONE,
        BACKWARD,
        BACKWARD_TRANSITIVE,
        FORWARD,
        FORWARD_TRANSITIVE,
        FULL,
        FULL_TRANSITIVE;

        private boolean readsEarlier() {
            return name().startsWith("BACKWARD") || name().startsWith("FULL");
        }

        private boolean isReadByEarlier() {
            return name().startsWith("FORWARD") || name().startsWith("FULL");
        }

        private boolean transitive() {
            return name().endsWith("_TRANSITIVE");
        }
    }

    private SchemaRules() {}

    /** The schema in the one form by which it is told from others. Throws {@link IllegalArgumentException} for no schema. */
    public static String canonical(String schemaJson) {
        return parse(schemaJson).toString();
    }

    /**
     * What speaks against the schema; empty when nothing does.
     *
     * @param earlier the versions before it, oldest first
     */
    public static List<String> objections(Level level, String schemaJson, List<String> earlier) {
        List<String> against =
                level.transitive() || earlier.isEmpty() ? earlier : earlier.subList(earlier.size() - 1, earlier.size());
        Schema schema = parse(schemaJson);
        List<String> objections = new ArrayList<>();
        for (String one : against) {
            Schema before = parse(one);
            if (level.readsEarlier()) {
                objections(schema, before, "READER is the new schema").forEach(objections::add);
            }
            if (level.isReadByEarlier()) {
                objections(before, schema, "READER is the earlier schema").forEach(objections::add);
            }
        }
        return objections;
    }

    private static Stream<String> objections(Schema reader, Schema writer, String who) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()
                .stream()
                .map(found ->
                        found.getType() + " at " + found.getLocation() + ": " + found.getMessage() + " (" + who + ")");
    }

    private static Schema parse(String schemaJson) {
        try {
            return new Schema.Parser().parse(schemaJson);
        } catch (RuntimeException | StackOverflowError e) {
            throw new IllegalArgumentException("not an Avro schema: " + e.getMessage(), e);
        }
    }
}
