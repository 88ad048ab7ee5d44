// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Commands in this process, with their streams captured. */
final class Cli {
    final Stop stop = new Stop();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal terminal;

    Cli(Map<String, String> environment, String input, boolean interactive) {
        terminal = new Terminal(
                environment,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                interactive,
                stop);
    }

    /** What a command answered. */
    record Result(int code, String out, String err) {}

    /** Runs a command with an empty environment and no input. */
    static Result run(String... args) {
        return new Cli(Map.of(), "", false).execute(args);
    }

    Result execute(String... args) {
        int code = Nidwatch.execute(terminal, args);
        return new Result(code, out(), err());
    }

    Terminal terminal() {
        return terminal;
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
