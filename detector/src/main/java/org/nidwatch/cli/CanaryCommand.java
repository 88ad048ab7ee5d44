// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Token;
import org.nidwatch.intake.Tokeniser;
import org.nidwatch.policy.Canary;
import org.nidwatch.settings.LoadedSettings;
import org.nidwatch.wire.JsonForm;
import org.nidwatch.wire.Wire;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Decoys: any query about one is an alert. */
@Command(name = "canary", description = "Plants decoys: any query about one is an alert.")
final class CanaryCommand extends Group {
    static CommandLine of(Terminal terminal) {
        return new CanaryCommand().with(new Add(terminal), new Show(terminal), new Remove(terminal));
    }

    private static PolicyTopic<Canary> topic(LoadedSettings loaded) {
        Connection connection = Connection.of(loaded);
        Wire wire = connection.wire();
        return new PolicyTopic<>(
                connection,
                connection.topics().canaries(),
                canary -> canary.token().hex(),
                wire::canary,
                wire::readCanary);
    }

    @Command(
            name = "add",
            description = {
                "Plants decoys. Their numbers are read from a file or from standard input and turned into tokens here; a number"
                        + " on the command line would stay in the shell's history and in the list of processes."
            })
    private static final class Add implements Callable<Integer> {
        /** A decoy list is short; a long one is most likely the wrong file. */
        private static final int MOST = 10_000;

        @Mixin
        private CommonOptions common = new CommonOptions();

        @Option(names = "--nid-file", paramLabel = "FILE", description = "One number a line, - for standard input.")
        private @Nullable String nidFile;

        @Option(names = "--token", paramLabel = "HEX", description = "A token (32 hex digits); may be repeated.")
        private List<String> tokens = List.of();

        @Option(
                names = "--file",
                paramLabel = "CANARIES.jsonl",
                description = "One JSON object a line (token, label, planted_for), - for standard input.")
        private @Nullable String file;

        @Option(
                names = "--label",
                paramLabel = "TEXT",
                defaultValue = "canary",
                description = "What it is, for people; never the number.")
        private String label = "canary";

        @Option(
                names = "--planted-for",
                paramLabel = "ID",
                description =
                        "The one organisation whose answers carry this decoy: a query by another tells who shared it.")
        private @Nullable String plantedFor;

        private final Terminal terminal;

        Add(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws IOException {
            LoadedSettings loaded = common.load(terminal);
            if ((nidFile == null ? 0 : 1) + (tokens.isEmpty() ? 0 : 1) + (file == null ? 0 : 1) != 1) {
                throw CommandFailure.usage("give one of --nid-file, --token and --file");
            }
            List<Canary> canaries = file != null
                    ? JsonLines.read(file, terminal, new JsonForm()::canary)
                    : (nidFile != null ? fromNumbers(nidFile, loaded) : fromTokens());
            if (canaries.isEmpty()) {
                throw CommandFailure.failed("there is no number in it: nothing was planted");
            }
            topic(loaded).add(canaries);
            canaries.forEach(each -> terminal.out().println(each.token().hex()));
            terminal.err()
                    .println(canaries.size() == 1 ? "Planted 1 canary." : "Planted " + canaries.size() + " canaries.");
            return ExitCode.OK;
        }

        private List<Canary> fromTokens() {
            List<Canary> canaries = new ArrayList<>();
            for (String token : tokens) {
                try {
                    canaries.add(new Canary(Token.parse(token), label, plantedFor));
                } catch (IllegalArgumentException e) {
                    throw CommandFailure.usage("--token: " + e.getMessage());
                }
            }
            return canaries;
        }

        private List<Canary> fromNumbers(String source, LoadedSettings loaded) throws IOException {
            Tokeniser tokeniser = Keys.tokeniser(loaded.settings(), terminal.environment());
            List<Canary> canaries = new ArrayList<>();
            try (BufferedReader lines = JsonLines.open(source, terminal)) {
                int number = 0;
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    number++;
                    if (!line.isBlank()) {
                        canaries.add(canary(line.strip(), number, tokeniser));
                    }
                    if (canaries.size() > MOST) {
                        throw CommandFailure.failed(
                                source + " has more than " + MOST + " numbers: is it the right file?");
                    }
                }
            }
            return canaries;
        }

        private Canary canary(String nid, int line, Tokeniser tokeniser) {
            try {
                return new Canary(tokeniser.subject(nid), label, plantedFor);
            } catch (IllegalArgumentException e) {
                throw CommandFailure.failed("line " + line + ": " + e.getMessage() + " Nothing was planted.");
            }
        }
    }

    @Command(name = "list", description = "Prints the planted decoys, as tokens.")
    private static final class Show implements Callable<Integer> {
        @Mixin
        private CommonOptions common = new CommonOptions();

        @Option(names = "--format", defaultValue = "text", description = "text or json (one object a line).")
        private ListFormat format = ListFormat.text;

        private final Terminal terminal;

        Show(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            PolicyTopic.Contents<Canary> contents = topic(common.load(terminal)).contents();
            Map<String, Canary> canaries = contents.things();
            if (format == ListFormat.json) {
                JsonForm json = new JsonForm();
                canaries.values().forEach(each -> terminal.out().println(json.canary(each)));
            } else {
                Columns columns = new Columns("TOKEN", "PLANTED FOR", "LABEL");
                canaries.values()
                        .forEach(each -> columns.row(
                                each.token().hex(),
                                each.plantedFor() == null ? "all" : each.plantedFor(),
                                each.label()));
                terminal.out().print(columns);
                terminal.err().println(canaries.size() + " canaries planted.");
            }
            return contents.complete(terminal);
        }
    }

    @Command(name = "remove", description = "Takes decoys back.")
    private static final class Remove implements Callable<Integer> {
        @Mixin
        private CommonOptions common = new CommonOptions();

        @Parameters(arity = "1..*", paramLabel = "TOKEN", description = "The token, as `canary list` prints it.")
        private List<String> tokens = List.of();

        private final Terminal terminal;

        Remove(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            for (String token : tokens) {
                try {
                    Token.parse(token);
                } catch (IllegalArgumentException e) {
                    // Somebody may have typed the number itself: it must not be repeated.
                    throw CommandFailure.usage(String.valueOf(e.getMessage()));
                }
            }
            return topic(common.load(terminal)).remove("canary", tokens, terminal);
        }
    }
}
