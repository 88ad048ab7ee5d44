// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** The schemas as they are, and every version of them that was ever shipped. */
final class Versions {
    static final Path CURRENT = Path.of("src/main/avro");
    static final Path SHIPPED = Path.of("src/test/resources/versions");

    /** One shipped version. */
    record Version(String name, int number, Schema schema) {
        @Override
        public String toString() {
            return name + "-v" + number;
        }
    }

    private Versions() {}

    /** Names of all schemas, in order. */
    static List<String> names() {
        return list(CURRENT).map(file -> baseName(file)).toList();
    }

    static Schema current(String name) {
        return parse(CURRENT.resolve(name + ".avsc"));
    }

    /** The shipped versions of a schema, oldest first. */
    static List<Version> shipped(String name) {
        Path folder = SHIPPED.resolve(name);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        return list(folder)
                .map(file -> new Version(name, Integer.parseInt(baseName(file).substring(1)), parse(file)))
                .sorted(Comparator.comparingInt(Version::number))
                .toList();
    }

    static Schema parse(Path file) {
        try {
            return new Schema.Parser().parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".avsc")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String baseName(Path file) {
        return file.getFileName().toString().replace(".avsc", "");
    }
}
