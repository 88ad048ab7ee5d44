// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;

/** Reads a mapping file (YAML). Unknown keys are errors; all errors are told at once, each with its place. */
final class MappingFile {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final List<String> TOP = List.of("format", "delimiter", "columns", "only", "time", "fields");
    private static final List<String> PART =
            List.of("from", "segment", "parameter", "match", "values", "constant", "default", "where");
    private static final List<Field> NEEDED = List.of(Field.OCCURRED_AT, Field.ORGANISATION_ID, Field.CREDENTIAL_ID);

    private final Path file;
    private final List<String> errors = new ArrayList<>();

    private MappingFile(Path file) {
        this.file = file;
    }

    /** The mapping in that file; throws {@link IngestException} with every error. */
    static Mapping read(Path file) {
        JsonNode root;
        try {
            root = YAML.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            String place =
                    e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
            throw new IngestException("mapping file " + file + " is not YAML" + place + ": " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new IngestException("mapping file " + file + " cannot be read: does it exist, in UTF-8?");
        }
        return new MappingFile(file).mapping(root);
    }

    private Mapping mapping(JsonNode root) {
        if (!root.isObject()) {
            throw new IngestException("mapping file " + file + " is not a YAML object with the keys " + TOP);
        }
        keys(root, "", TOP);
        LineFormat format = format(root.path("format"));
        List<String> columns = texts(root.path("columns"), "columns");
        Map<Field, List<Mapping.Part>> parts = fields(root.path("fields"));
        Mapping mapping = new Mapping(
                format,
                delimiter(root.path("delimiter")),
                columns,
                conditions(root.path("only"), "only"),
                parts,
                TimeFormats.of(root.path("time"), format, errors));
        if (format == LineFormat.COMBINED) {
            combinedNames(mapping);
        }
        if (!errors.isEmpty()) {
            throw new IngestException("mapping file " + file + ":\n  " + String.join("\n  ", errors));
        }
        return mapping;
    }

    private void keys(JsonNode node, String place, List<String> allowed) {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!allowed.contains(entry.getKey())) {
                errors.add(place + entry.getKey() + ": unknown; allowed here: " + String.join(", ", allowed));
            }
        }
    }

    private LineFormat format(JsonNode node) {
        try {
            LineFormat format = LineFormat.valueOf(node.asText().toUpperCase(Locale.ROOT));
            if (format != LineFormat.AUTO) {
                return format;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        errors.add("format = " + node.asText("") + ": must be jsonl, csv or combined");
        return LineFormat.JSONL;
    }

    private @Nullable Character delimiter(JsonNode node) {
        if (node.isMissingNode()) {
            return null;
        }
        String text = node.asText().equals("tab") ? "\t" : node.asText();
        if (text.length() != 1 || text.charAt(0) > 0x7e || text.charAt(0) == '"') {
            errors.add("delimiter: must be one ASCII character, or tab");
            return null;
        }
        return text.charAt(0);
    }

    private List<String> texts(JsonNode node, String place) {
        List<String> texts = new ArrayList<>();
        if (!node.isMissingNode() && !node.isArray()) {
            errors.add(place + ": must be a list");
        }
        node.forEach(text -> texts.add(text.asText()));
        return List.copyOf(texts);
    }

    private Map<Field, List<Mapping.Part>> fields(JsonNode node) {
        Map<Field, List<Mapping.Part>> parts = new EnumMap<>(Field.class);
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            Field field = Field.named(entry.getKey());
            if (field == null) {
                errors.add("fields." + entry.getKey() + ": unknown; allowed here: "
                        + String.join(
                                ", ",
                                Arrays.stream(Field.values()).map(Field::label).toList()));
                continue;
            }
            List<Mapping.Part> places = new ArrayList<>();
            List<JsonNode> nodes = new ArrayList<>();
            if (entry.getValue().isArray()) {
                entry.getValue().forEach(nodes::add);
            } else {
                nodes.add(entry.getValue());
            }
            for (JsonNode place : nodes) {
                places.add(part(place, field));
            }
            parts.put(field, List.copyOf(places));
        }
        for (Field field : NEEDED) {
            if (!parts.containsKey(field)) {
                errors.add("fields." + field.label() + ": missing");
            }
        }
        return parts;
    }

    private Mapping.Part part(JsonNode node, Field field) {
        String place = "fields." + field.label() + ".";
        if (node.isTextual()) {
            return new Mapping.Part(node.asText(), 0, null, null, Map.of(), null, List.of());
        }
        keys(node, place, PART);
        String from = text(node, "from");
        String constant = text(node, "constant");
        String otherwise = text(node, "default");
        if ((from == null) == (constant == null)) {
            errors.add(place + "from: give either from (a name in the log) or constant");
        }
        Map<String, String> values = new LinkedHashMap<>();
        node.path("values")
                .properties()
                .forEach(entry -> values.put(entry.getKey(), entry.getValue().asText()));
        values.values().forEach(value -> word(field, value, place + "values"));
        word(field, constant, place + "constant");
        word(field, otherwise, place + "default");
        return new Mapping.Part(
                from,
                node.path("segment").asInt(),
                text(node, "parameter"),
                pattern(text(node, "match"), place + "match"),
                Map.copyOf(values),
                constant == null ? otherwise : constant,
                conditions(node.path("where"), place + "where"));
    }

    /** A misspelt outcome in a mapping would silently become OTHER. */
    private void word(Field field, @Nullable String value, String place) {
        List<String> allowed = new ArrayList<>();
        if (field == Field.OPERATION) {
            Arrays.stream(Operation.values()).forEach(word -> allowed.add(word.name()));
        } else if (field == Field.OUTCOME) {
            Arrays.stream(Outcome.values()).forEach(word -> allowed.add(word.name()));
        }
        if (value != null && !allowed.isEmpty() && !allowed.contains(value.toUpperCase(Locale.ROOT))) {
            errors.add(place + " = " + value + ": must be one of " + String.join(", ", allowed));
        }
    }

    private List<Mapping.Condition> conditions(JsonNode node, String place) {
        List<Mapping.Condition> conditions = new ArrayList<>();
        if (!node.isMissingNode() && !node.isObject()) {
            errors.add(place + ": must be an object of names and patterns");
        }
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            Pattern pattern = pattern(entry.getValue().asText(), place + "." + entry.getKey());
            if (pattern != null) {
                conditions.add(new Mapping.Condition(entry.getKey(), pattern));
            }
        }
        return List.copyOf(conditions);
    }

    private @Nullable Pattern pattern(@Nullable String regex, String place) {
        if (regex == null) {
            return null;
        }
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            errors.add(place + ": not a regular expression: " + e.getDescription());
            return null;
        }
    }

    private void combinedNames(Mapping mapping) {
        TreeSet<String> unknown = new TreeSet<>(mapping.sources());
        unknown.removeAll(Combined.NAMES);
        unknown.removeAll(mapping.columns());
        for (String name : unknown) {
            errors.add(name + ": a combined log has no such part; it has " + String.join(", ", Combined.NAMES)
                    + (mapping.columns().isEmpty() ? " (name what follows the user agent under columns)" : "")
                    + (mapping.columns().isEmpty() ? "" : ", " + String.join(", ", mapping.columns())));
        }
    }

    private static @Nullable String text(JsonNode node, String key) {
        JsonNode value = node.path(key);
        return value.isMissingNode() || value.isNull() ? null : value.asText();
    }
}
