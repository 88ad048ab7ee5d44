// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Policy files: one JSON object a line, all of them good or none taken. */
final class JsonLines {
    private static final int MOST_ERRORS = 10;

    private JsonLines() {}

    /**
     * Reads every line, blank ones aside.
     *
     * @param source a file, or {@code -} for standard input
     * @param reader reads one line; throws {@link IllegalArgumentException}, which names the field, never its value
     */
    static <T> List<T> read(String source, Terminal terminal, Function<String, T> reader) throws IOException {
        List<T> things = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        try (BufferedReader lines = open(source, terminal)) {
            int number = 0;
            for (String line = lines.readLine(); line != null && errors.size() < MOST_ERRORS; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    try {
                        things.add(reader.apply(line));
                    } catch (IllegalArgumentException e) {
                        errors.add("line " + number + ": " + e.getMessage());
                    }
                }
            }
        } catch (MalformedInputException e) {
            throw CommandFailure.failed(source + " is not UTF-8");
        }
        if (!errors.isEmpty()) {
            throw CommandFailure.failed(source + " cannot be used, nothing was taken from it:" + System.lineSeparator()
                    + "  " + String.join(System.lineSeparator() + "  ", errors));
        }
        return things;
    }

    /** Text lines of a file or of standard input. */
    static BufferedReader open(String source, Terminal terminal) throws IOException {
        return source.equals("-")
                ? new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8))
                : Files.newBufferedReader(Path.of(source), StandardCharsets.UTF_8);
    }
}
