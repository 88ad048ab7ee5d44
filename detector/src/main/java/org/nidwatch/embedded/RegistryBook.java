// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.embedded;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.nidwatch.wire.SchemaRules.Level;

/** All that the registry knows, in the form in which it lies on disk. Bounded by {@link #MOST_SCHEMAS}. */
final class RegistryBook {
    /** Most schemas, and most versions of all subjects together. */
    static final int MOST_SCHEMAS = 10_000;

    /** One version of a subject: which schema, and whether it was deleted (softly: its number is never given again). */
    record Version(int id, boolean deleted) {}

    /** Highest id given so far; ids are never given twice. */
    public int lastId;

    public Level level = Level.BACKWARD_TRANSITIVE;
    public Map<String, Level> levels = new TreeMap<>();
    public Map<Integer, String> schemas = new LinkedHashMap<>();
    public SortedMap<String, SortedMap<Integer, Version>> subjects = new TreeMap<>();

    int versions() {
        return subjects.values().stream().mapToInt(Map::size).sum();
    }

    int idOf(String schema) {
        return schemas.entrySet().stream()
                .filter(entry -> entry.getValue().equals(schema))
                .mapToInt(Map.Entry::getKey)
                .findFirst()
                .orElse(0);
    }
}
