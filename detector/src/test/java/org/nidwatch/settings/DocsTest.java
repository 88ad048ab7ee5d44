// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The docs of the keys are the {@code @param} lines of the records: written once. Run with {@code -Dupdate.golden} to copy them
 * after a change.
 */
class DocsTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path RESOURCE = Path.of("src/main/resources/org/nidwatch/settings", Docs.RESOURCE);

    @Test
    void everyKeyHasTheDocOfItsRecordComponent() throws IOException {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put(Table.BOOTSTRAP, "where Kafka is, host:port with commas; without it the embedded default");
        expected.put(Table.APPLICATION, "name of the consumer group and of what belongs to it in Kafka");
        for (Section section : Table.sections()) {
            collect(section.prefix(), section.defaults().getClass(), section.style(), expected);
        }
        String text = expected.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue() + "\n")
                .collect(Collectors.joining());
        if (System.getProperty("update.golden") != null) {
            Files.createDirectories(RESOURCE.getParent());
            Files.writeString(RESOURCE, text);
        }

        assertThat(expected).allSatisfy((key, doc) -> assertThat(doc).as(key).isNotBlank());
        assertThat(RESOURCE).hasContent(text);
    }

    private static void collect(String prefix, Class<?> type, Section.Style style, Map<String, String> docs)
            throws IOException {
        Map<String, String> params = params(type);
        for (RecordComponent component : type.getRecordComponents()) {
            String key = prefix + style.key(component.getName());
            if (component.getType().isRecord()) {
                collect(key + ".", component.getType(), style, docs);
            } else if (component.getType() != Map.class) {
                docs.put(key, params.getOrDefault(component.getName(), ""));
            }
        }
    }

    /** The {@code @param} lines of the last comment before the record. */
    private static Map<String, String> params(Class<?> type) throws IOException {
        Class<?> outer = type;
        while (outer.getEnclosingClass() != null) {
            outer = outer.getEnclosingClass();
        }
        String source = Files.readString(SOURCES.resolve(outer.getName().replace('.', '/') + ".java"));
        Matcher record =
                Pattern.compile("\\brecord " + type.getSimpleName() + "\\(").matcher(source);
        assertThat(record.find()).as(type.getName()).isTrue();
        String comment = source.substring(source.lastIndexOf("/**", record.start()), record.start());
        String flat = comment.substring(0, comment.indexOf("*/")).replaceAll("\\s*\\n\\s*\\*\\s*", " ");
        Map<String, String> params = new LinkedHashMap<>();
        for (String part : flat.split("@param ")) {
            int space = part.indexOf(' ');
            if (space > 0) {
                params.put(part.substring(0, space), plain(part.substring(space + 1)));
            }
        }
        return params;
    }

    private static String plain(String doc) {
        return doc.replaceAll("\\{@(?:code|link) #?([^}]*)}", "$1").strip();
    }
}
