// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Tokeniser;

/** Small logs for tests. */
final class Logs {
    static final Tokeniser KEY =
            Tokeniser.fromEnvironment(Map.of(Tokeniser.VARIABLE, "a-test-key-of-26-characters"), 3);

    private Logs() {}

    static List<ParsedLine> read(String text) {
        return read(text.getBytes(StandardCharsets.UTF_8), ReadOptions.canonical(KEY));
    }

    static List<ParsedLine> read(byte[] bytes, ReadOptions options) {
        try (QueryLines lines = QueryLines.of("test", new ByteArrayInputStream(bytes), options)) {
            List<ParsedLine> found = new ArrayList<>();
            lines.forEachRemaining(found::add);
            return found;
        }
    }

    static NidQuery query(ParsedLine line) {
        if (line instanceof ParsedLine.Parsed parsed) {
            return parsed.query();
        }
        throw new AssertionError("a bad line: " + line);
    }

    static NidQuery only(String line) {
        List<ParsedLine> found = read(line);
        if (found.size() != 1) {
            throw new AssertionError("found " + found);
        }
        return query(found.get(0));
    }

    static ParsedLine.Bad bad(String line) {
        List<ParsedLine> found = read(line);
        if (found.size() == 1 && found.get(0) instanceof ParsedLine.Bad bad) {
            return bad;
        }
        throw new AssertionError("found " + found);
    }

    /** A mapping file of the given text. */
    static Path mapping(Path folder, String yaml) {
        try {
            return Files.writeString(Files.createTempFile(folder, "mapping", ".yaml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
