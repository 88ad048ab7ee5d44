// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.embedded;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nidwatch.embedded.RegistryBook.Version;
import org.nidwatch.wire.SchemaRules;
import org.nidwatch.wire.SchemaRules.Level;

/** What may be asked of the registry and what changes its book. Every change is on disk before it is answered. */
final class RegistryDesk {
    private final RegistryFile file;
    private RegistryBook book;

    /** One version as Confluent's API shows it. */
    record Entry(String subject, int version, int id, String schema) {}

    RegistryDesk(RegistryFile file) throws IOException {
        this.file = file;
        book = file.read();
    }

    synchronized List<String> subjects(boolean deleted) {
        return book.subjects.entrySet().stream()
                .filter(entry -> deleted || entry.getValue().values().stream().anyMatch(one -> !one.deleted()))
                .map(Map.Entry::getKey)
                .toList();
    }

    synchronized List<Integer> versions(String subject, boolean deleted) {
        List<Integer> numbers = new ArrayList<>();
        book.subjects.getOrDefault(subject, new TreeMap<>()).forEach((number, version) -> {
            if (deleted || !version.deleted()) {
                numbers.add(number);
            }
        });
        if (numbers.isEmpty()) {
            throw RegistryError.noSubject(subject);
        }
        return numbers;
    }

    /** The version with this number, or the newest for "latest" and "-1". */
    synchronized Entry version(String subject, String number, boolean deleted) {
        List<Integer> numbers = versions(subject, deleted);
        int wanted = number(number, numbers);
        if (!numbers.contains(wanted)) {
            throw RegistryError.noVersion(number);
        }
        return entry(subject, wanted);
    }

    private static int number(String text, List<Integer> numbers) {
        if (text.equals("latest") || text.equals("-1")) {
            return numbers.get(numbers.size() - 1);
        }
        try {
            int number = Integer.parseInt(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new RegistryError(
                422, 42202, "The specified version '" + text + "' is not valid: a number from 1, or \"latest\".");
    }

    private Entry entry(String subject, int number) {
        int id = Objects.requireNonNull(versionsOf(subject).get(number)).id();
        return new Entry(subject, number, id, Objects.requireNonNull(book.schemas.get(id)));
    }

    private SortedMap<Integer, Version> versionsOf(String subject) {
        return book.subjects.getOrDefault(subject, new TreeMap<>());
    }

    synchronized String schema(int id) {
        String schema = book.schemas.get(id);
        if (schema == null) {
            throw RegistryError.noSchema(String.valueOf(id));
        }
        return schema;
    }

    synchronized List<Entry> usesOf(int id) {
        String unused = schema(id);
        List<Entry> uses = new ArrayList<>();
        book.subjects.forEach((subject, versions) -> versions.forEach((number, version) -> {
            if (version.id() == id && !version.deleted()) {
                uses.add(entry(subject, number));
            }
        }));
        return uses;
    }

    /** The id under which the subject has the schema; makes a new version when it is new and may follow the others. */
    synchronized int register(String subject, String schemaJson) throws IOException {
        String schema = canonical(schemaJson);
        Entry known = find(subject, schema);
        if (known != null) {
            return known.id();
        }
        List<String> objections = SchemaRules.objections(level(subject), schema, live(subject));
        if (!objections.isEmpty()) {
            throw new RegistryError(
                    409,
                    409,
                    "Schema being registered is incompatible with an earlier schema for subject \"" + subject
                            + "\", level " + level(subject) + ", details: " + objections);
        }
        if (book.versions() >= RegistryBook.MOST_SCHEMAS || book.schemas.size() >= RegistryBook.MOST_SCHEMAS) {
            throw new RegistryError(
                    507, 50701, "The embedded registry holds its most, " + RegistryBook.MOST_SCHEMAS + " schemas.");
        }
        int id = book.idOf(schema);
        if (id == 0) {
            id = ++book.lastId;
            book.schemas.put(id, schema);
        }
        SortedMap<Integer, Version> versions = book.subjects.computeIfAbsent(subject, name -> new TreeMap<>());
        versions.put(versions.isEmpty() ? 1 : versions.lastKey() + 1, new Version(id, false));
        save();
        return id;
    }

    synchronized Entry lookup(String subject, String schemaJson) {
        String schema = canonical(schemaJson);
        List<Integer> unused = versions(subject, false);
        Entry known = find(subject, schema);
        if (known == null) {
            throw RegistryError.noSchema("of this text");
        }
        return known;
    }

    /** What speaks against the schema; against one version, or (null) against those that the level names. */
    synchronized List<String> objections(String subject, String schemaJson, @Nullable String number) {
        String schema = canonical(schemaJson);
        boolean newest = number == null || number.equals("latest") || number.equals("-1");
        if (newest && live(subject).isEmpty()) {
            return List.of();
        }
        List<String> earlier = number == null
                ? live(subject)
                : List.of(version(subject, number, false).schema());
        return SchemaRules.objections(level(subject), schema, earlier);
    }

    synchronized List<Integer> deleteSubject(String subject, boolean permanent) throws IOException {
        SortedMap<Integer, Version> versions = book.subjects.get(subject);
        if (versions == null) {
            throw RegistryError.noSubject(subject);
        }
        boolean live = versions.values().stream().anyMatch(version -> !version.deleted());
        if (permanent && live) {
            throw new RegistryError(404, 40405, "Subject '" + subject + "' was not deleted first before permanently.");
        }
        if (!permanent && !live) {
            throw new RegistryError(
                    404, 40404, "Subject '" + subject + "' was soft deleted. Set permanent=true to delete permanently");
        }
        List<Integer> numbers = versions(subject, permanent);
        if (permanent) {
            book.subjects.remove(subject);
        } else {
            versions.replaceAll((number, version) -> new Version(version.id(), true));
        }
        book.levels.remove(subject);
        save();
        return numbers;
    }

    synchronized int deleteVersion(String subject, String text, boolean permanent) throws IOException {
        Entry entry = version(subject, text, true);
        SortedMap<Integer, Version> versions = versionsOf(subject);
        boolean deleted = Objects.requireNonNull(versions.get(entry.version())).deleted();
        String which = "Subject '" + subject + "' version " + entry.version();
        if (permanent && !deleted) {
            throw new RegistryError(404, 40407, which + " was not deleted first before permanently.");
        }
        if (!permanent && deleted) {
            throw new RegistryError(404, 40406, which + " was soft deleted. Set permanent=true to delete permanently");
        }
        // Softly in both cases: the number must not be given to another schema.
        versions.put(entry.version(), new Version(entry.id(), true));
        save();
        return entry.version();
    }

    synchronized Level level() {
        return book.level;
    }

    /** The subject's own level, or the common one. */
    synchronized Level level(String subject) {
        return book.levels.getOrDefault(subject, book.level);
    }

    synchronized boolean hasOwnLevel(String subject) {
        return book.levels.containsKey(subject);
    }

    synchronized void setLevel(Level level) throws IOException {
        book.level = level;
        save();
    }

    synchronized void setLevel(String subject, Level level) throws IOException {
        if (!book.levels.containsKey(subject) && book.levels.size() >= RegistryBook.MOST_SCHEMAS) {
            throw new RegistryError(
                    507, 50701, "The embedded registry holds its most, " + book.levels.size() + " levels.");
        }
        book.levels.put(subject, level);
        save();
    }

    synchronized void clearLevel(String subject) throws IOException {
        if (book.levels.remove(subject) == null) {
            throw RegistryError.noSubject(subject);
        }
        save();
    }

    private List<String> live(String subject) {
        return versionsOf(subject).values().stream()
                .filter(version -> !version.deleted())
                .map(version -> schema(version.id()))
                .toList();
    }

    private @Nullable Entry find(String subject, String schema) {
        int id = book.idOf(schema);
        for (Map.Entry<Integer, Version> version : versionsOf(subject).entrySet()) {
            if (version.getValue().id() == id && !version.getValue().deleted()) {
                return entry(subject, version.getKey());
            }
        }
        return null;
    }

    private static String canonical(String schemaJson) {
        try {
            return SchemaRules.canonical(schemaJson);
        } catch (IllegalArgumentException e) {
            throw RegistryError.invalidSchema(String.valueOf(e.getMessage()));
        }
    }

    private void save() throws IOException {
        try {
            file.write(book);
        } catch (IOException e) {
            // Nobody was answered: memory must not know more than the disk.
            book = file.read();
            throw e;
        }
    }
}
