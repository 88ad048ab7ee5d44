// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A YAML file as flat keys. Keys may be nested or dotted ({@code http: {port: 1}} is {@code http.port: 1}); a list is its items
 * with commas. Read token by token, so that each value knows its line.
 */
final class YamlSource {
    private static final long LARGEST = 1 << 20;

    private final Path file;
    private final List<String> problems;
    private final List<Given> given = new ArrayList<>();

    private YamlSource(Path file, List<String> problems) {
        this.file = file;
        this.problems = problems;
    }

    /** What the file sets; what cannot be read is added to the problems. */
    static List<Given> read(Path file, List<String> problems) {
        YamlSource source = new YamlSource(file, problems);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            problems.add("--config " + file + ": must be a YAML file that can be read; looked for it at "
                    + file.toAbsolutePath().normalize());
            return List.of();
        }
        try {
            source.parse();
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            problems.add(file + " line " + line + ": must be YAML, keys and values such as `http.port: 8080`");
        } catch (IOException e) {
            problems.add("--config " + file + ": cannot be read: " + e.getMessage());
        }
        return source.given;
    }

    private void parse() throws IOException {
        if (Files.size(file) > LARGEST) {
            problems.add("--config " + file + ": must be smaller than 1 MiB");
            return;
        }
        try (JsonParser parser = new YAMLFactory().createParser(Files.readString(file))) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_OBJECT) {
                object(parser, "");
                first = parser.nextToken();
                if (first != null) {
                    problems.add(at(parser) + ": must be one YAML document");
                }
            } else if (first != null) {
                problems.add(at(parser) + ": must be keys and values such as `http.port: 8080`");
            }
        }
    }

    private void object(JsonParser parser, String prefix) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = prefix + parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT) {
                object(parser, key + ".");
            } else if (value == JsonToken.START_ARRAY) {
                array(parser, key);
            } else {
                scalar(parser, key);
            }
        }
    }

    private void array(JsonParser parser, String key) throws IOException {
        String origin = at(parser);
        List<String> items = new ArrayList<>();
        for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
            if (item.isStructStart()) {
                problems.add(key + " (from " + at(parser) + "): must be a value or a list of values");
                parser.skipChildren();
            } else {
                items.add(parser.getText());
            }
        }
        given.add(new Given(key, String.join(",", items), origin));
    }

    private void scalar(JsonParser parser, String key) throws IOException {
        String origin = at(parser);
        if (parser.currentToken() == JsonToken.VALUE_NULL || parser.getText().isBlank()) {
            problems.add(key + " (from " + origin + "): must have a value; leave the line out to take the default");
        } else {
            given.add(new Given(key, parser.getText().strip(), origin));
        }
    }

    private String at(JsonParser parser) {
        return file + " line " + parser.currentTokenLocation().getLineNr();
    }
}
