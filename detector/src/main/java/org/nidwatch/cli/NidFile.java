// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nidwatch.intake.Token;
import org.nidwatch.intake.Tokeniser;

/**
 * Citizens' numbers, one a line, turned into tokens as they are read: no number is kept, and none is repeated in a message.
 * All lines are good or none is taken.
 *
 * @param lines each token with the line it first stood on
 * @param repeated lines that repeat an earlier one
 */
record NidFile(Map<Token, Integer> lines, int repeated) {
    /** Most numbers taken: such a list is short, a long one is most likely the wrong file. */
    static final int MOST = 10_000;

    private static final int MOST_ERRORS = 10;

    /** Reads a file, or standard input for {@code -}; a {@link CommandFailure} names every bad line, at most 10. */
    static NidFile read(String source, Tokeniser tokeniser, Terminal terminal) throws IOException {
        return read(source, List.of(tokeniser), terminal);
    }

    /** The same with a token of each key for each number. */
    static NidFile read(String source, List<Tokeniser> tokenisers, Terminal terminal) throws IOException {
        Map<Token, Integer> lines = new LinkedHashMap<>();
        List<String> errors = new ArrayList<>();
        int repeated = 0;
        try (BufferedReader text = JsonLines.open(source, terminal)) {
            int number = 0;
            for (String line = text.readLine(); line != null && errors.size() < MOST_ERRORS; line = text.readLine()) {
                number++;
                if (line.isBlank()) {
                    continue;
                }
                try {
                    boolean known = false;
                    for (Tokeniser tokeniser : tokenisers) {
                        known |= lines.putIfAbsent(tokeniser.subject(line.strip()), number) != null;
                    }
                    repeated += known ? 1 : 0;
                } catch (IllegalArgumentException e) {
                    errors.add("line " + number + ": " + e.getMessage());
                }
                if (lines.size() > MOST * tokenisers.size()) {
                    throw CommandFailure.failed(
                            name(source) + " has more than " + MOST + " numbers: is it the right file?");
                }
            }
        } catch (MalformedInputException e) {
            throw CommandFailure.failed(name(source) + " is not UTF-8");
        }
        if (!errors.isEmpty()) {
            throw CommandFailure.failed(name(source) + " cannot be used, nothing was taken from it:"
                    + System.lineSeparator() + "  " + String.join(System.lineSeparator() + "  ", errors));
        }
        if (lines.isEmpty()) {
            throw CommandFailure.failed("there is no number in " + name(source) + ": nothing was done");
        }
        if (repeated > 0) {
            terminal.err()
                    .println("nidwatch: " + Counted.of(repeated, "line repeats", "lines repeat")
                            + " an earlier one; each person counts once");
        }
        return new NidFile(lines, repeated);
    }

    static String name(String source) {
        return source.equals("-") ? "standard input" : source;
    }
}
