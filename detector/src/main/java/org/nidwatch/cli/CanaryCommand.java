// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Token;
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
        return new CanaryCommand()
                .with(
                        new Add(terminal),
                        new Check(terminal),
                        new Show(terminal),
                        new CanarySurfacedCommand(terminal),
                        new Remove(terminal));
    }

    static PolicyTopic<Canary> topic(Connection connection) {
        Wire wire = connection.wire();
        return new PolicyTopic<>(
                connection,
                connection.topics().canaries(),
                canary -> canary.token().hex(),
                wire::canary,
                wire::readCanary);
    }

    private static PolicyTopic<Canary> topic(LoadedSettings loaded) {
        return topic(Connection.of(loaded));
    }

    private static String list(List<String> lines) {
        int shown = 10;
        String more = lines.size() > shown ? System.lineSeparator() + "  and " + (lines.size() - shown) + " more" : "";
        return System.lineSeparator() + "  "
                + String.join(
                        System.lineSeparator() + "  ",
                        lines.stream().limit(shown).toList())
                + more;
    }

    @Command(
            name = "add",
            description = {
                "Plants decoys. Their numbers are read from a file or from standard input and turned into tokens here; a number"
                        + " on the command line would stay in the shell's history and in the list of processes.",
                "That no person has such a number is the register's business. What was asked for in the last "
                        + CanaryInput.DAYS + " days is refused: it would ring for ever."
            })
    private static final class Add implements Callable<Integer> {
        @Mixin
        private CommonOptions common = new CommonOptions();

        @Mixin
        private CanaryInput input = new CanaryInput();

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

        @Option(names = "--unchecked", description = "Do not look whether anybody asked for it before.")
        private boolean unchecked;

        private final Terminal terminal;

        Add(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws IOException {
            LoadedSettings loaded = common.load(terminal);
            FreeText.checked("--label", label, 128);
            List<CanaryInput.Named> decoys = input.read(loaded, terminal, label, plantedFor);
            Connection connection = Connection.of(loaded);
            if (!unchecked) {
                List<String> asked = CanaryInput.asked(decoys, connection, common.times(terminal), terminal);
                if (!asked.isEmpty()) {
                    throw CommandFailure.failed(Counted.of(asked.size(), "of these was", "of these were")
                            + " asked for in the last " + CanaryInput.DAYS
                            + " days and would ring for ever. Nothing was"
                            + " planted." + list(asked));
                }
            }
            topic(connection).add(decoys.stream().map(CanaryInput.Named::canary).toList());
            decoys.forEach(each -> terminal.out().println(each.canary().token().hex()));
            terminal.err().println("Planted " + Counted.of(decoys.size(), "canary", "canaries") + ".");
            return ExitCode.OK;
        }
    }

    @Command(
            name = "check",
            description = {
                "Looks whether anybody asked for these numbers in the last " + CanaryInput.DAYS
                        + " days; plants nothing.",
                "Exit code 2 when somebody did: they cannot be decoys."
            })
    private static final class Check implements Callable<Integer> {
        @Mixin
        private CommonOptions common = new CommonOptions();

        @Mixin
        private CanaryInput input = new CanaryInput();

        private final Terminal terminal;

        Check(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws IOException {
            LoadedSettings loaded = common.load(terminal);
            List<CanaryInput.Named> decoys = input.read(loaded, terminal, "", null);
            List<String> asked = CanaryInput.asked(decoys, Connection.of(loaded), common.times(terminal), terminal);
            asked.forEach(each -> terminal.out().println(each));
            terminal.err()
                    .println(
                            asked.isEmpty()
                                    ? "Nobody asked for any of these " + decoys.size() + "."
                                    : asked.size() + " of " + decoys.size() + " cannot be decoys.");
            return asked.isEmpty() ? ExitCode.OK : ExitCode.FOUND;
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
                terminal.err().println(Counted.of(canaries.size(), "canary", "canaries") + " planted.");
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
