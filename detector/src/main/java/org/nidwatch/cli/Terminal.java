// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a command sees of the world: its streams, its environment, and the wish to stop.
 *
 * @param environment environment variables
 * @param in standard input
 * @param out standard output: what was asked for
 * @param err standard error: progress, summaries, messages
 * @param interactive whether a person looks at it: colours and lines that rewrite themselves are welcome
 * @param stop the wish to stop
 */
record Terminal(
        Map<String, String> environment,
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean interactive,
        Stop stop) {

    /** The terminal of this process. */
    static Terminal ofProcess(Stop stop) {
        Map<String, String> environment = System.getenv();
        return new Terminal(
                environment,
                System.in,
                new PrintStream(System.out, true, StandardCharsets.UTF_8),
                new PrintStream(System.err, true, StandardCharsets.UTF_8),
                attended(environment),
                stop);
    }

    @SuppressWarnings("SystemConsoleNull") // Both answers are asked for: null before Java 22, isTerminal() after.
    private static boolean attended(Map<String, String> environment) {
        Console console = System.console();
        if (console == null || "dumb".equals(environment.get("TERM"))) {
            return false;
        }
        try {
            // From Java 22 on there is a console even without a terminal, and a method that tells.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** Whether colours are welcome: a person looks, and has not set NO_COLOR. */
    boolean colours() {
        return interactive && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }
}
