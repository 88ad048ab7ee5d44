// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Token;
import org.nidwatch.policy.Probe;
import org.nidwatch.settings.Durations;
import org.nidwatch.settings.LoadedSettings;
import org.nidwatch.settings.Settings;
import org.nidwatch.wire.JsonForm;
import org.nidwatch.wire.Wire;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Questions put to a bot: who asks the server for the same person answers. */
@Command(
        name = "probe",
        description =
                "Tells the detector that a bot is being asked about a person now: who asks the server for that person"
                        + " within the window is reported at once.")
final class ProbeCommand extends Group {
    static CommandLine of(Terminal terminal) {
        return new ProbeCommand()
                .with(new Add(terminal), new Show(terminal), new ProbeReportCommand(terminal), new Remove(terminal));
    }

    static PolicyTopic<Probe> topic(Connection connection) {
        Wire wire = connection.wire();
        return new PolicyTopic<>(connection, connection.topics().probes(), Probe::id, wire::probe, wire::readProbe);
    }

    /** A moment to the second, in the calendar's zone. */
    static String shown(long millis, Settings settings) {
        return DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
                .format(Instant.ofEpochMilli(millis).atZone(settings.calendar().zone()));
    }

    @Command(
            name = "add",
            description = {
                "Notes a probe: run it, then ask the bot. The person's number is read from a file or from standard input and"
                        + " turned into a token here; it is kept nowhere. Ask about a person who consents, or a decoy.",
                "A query that came before the detector knew of the probe raises no alert; `probe report` finds it all the same."
            })
    private static final class Add implements Callable<Integer> {
        @Mixin
        private CommonOptions common = new CommonOptions();

        @Option(
                names = "--nid-file",
                paramLabel = "FILE",
                description = "The number, - for standard input; several lines are as many probes, at most 100.")
        private @Nullable String nidFile;

        @Option(names = "--token", paramLabel = "HEX", description = "Its token (32 hex digits) instead.")
        private @Nullable String token;

        @Option(
                names = "--window",
                paramLabel = "DURATION",
                defaultValue = "2m",
                description = "How long an answer may take, 1s to 1d. Default: ${DEFAULT-VALUE}")
        private String window = "2m";

        @Option(
                names = "--tolerance",
                paramLabel = "DURATION",
                defaultValue = "2m",
                description =
                        "By how much your clock and the server's may differ, 0s to 1h: an answer counts so much earlier"
                                + " and so much later, too. Default: ${DEFAULT-VALUE}")
        private String tolerance = "2m";

        @Option(
                names = "--asked-at",
                paramLabel = "TIME",
                description = "When the bot was asked, " + DayOrTime.ALLOWED + ". Default: now.")
        private @Nullable String askedAt;

        @Option(
                names = "--note",
                paramLabel = "TEXT",
                defaultValue = "",
                description = "Which bot, who asked; no citizen's number.")
        private String note = "";

        private static final int MOST = 100;

        private final Terminal terminal;

        Add(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws IOException {
            if ((nidFile == null) == (token == null)) {
                throw CommandFailure.usage(
                        "give either --nid-file or --token; a number on the command line would stay in the shell's history");
            }
            long span = millis("--window", window, 1_000, Probe.LONGEST);
            long clocks = millis("--tolerance", tolerance, 0, Probe.MOST_TOLERANCE);
            FreeText.checked("--note", note, Probe.NOTE_LIMIT);
            LoadedSettings loaded = common.load(terminal);
            long asked = askedAt == null
                    ? System.currentTimeMillis()
                    : common.times(terminal).from("--asked-at", askedAt);
            List<Probe> probes = new ArrayList<>();
            for (Token each : tokens(loaded)) {
                probes.add(new Probe(each, asked, asked + span + clocks, note, clocks));
            }
            PolicyTopic<Probe> topic = topic(Connection.of(loaded));
            refuseOverlap(probes, topic.contents().things().values(), loaded.settings());
            topic.add(probes);
            probes.forEach(each -> terminal.out().println(each.id()));
            terminal.out().flush();
            tell(probes.get(0), probes.size(), loaded.settings());
            return ExitCode.OK;
        }

        private Collection<Token> tokens(LoadedSettings loaded) throws IOException {
            if (token != null) {
                try {
                    return List.of(Token.parse(token));
                } catch (IllegalArgumentException e) {
                    throw CommandFailure.usage("--token: " + e.getMessage());
                }
            }
            Map<Token, Integer> lines = NidFile.read(
                            java.util.Objects.requireNonNull(nidFile),
                            Keys.tokeniser(loaded.settings(), terminal.environment()),
                            terminal)
                    .lines();
            if (lines.size() > MOST) {
                throw CommandFailure.failed(
                        nidFile + " has " + lines.size() + " numbers: at most " + MOST + " are asked about at once");
            }
            return lines.keySet();
        }

        private static long millis(String option, String text, long least, long most) {
            try {
                long millis = Durations.parse(text).toMillis();
                if (millis >= least && millis <= most) {
                    return millis;
                }
            } catch (DateTimeException | ArithmeticException e) {
                // told below
            }
            throw CommandFailure.usage(option + " = " + text + ": must be a duration such as 90s or 2m, "
                    + Durations.written(Duration.ofMillis(least)) + " to "
                    + Durations.written(Duration.ofMillis(most)));
        }

        private static void refuseOverlap(List<Probe> probes, Collection<Probe> known, Settings settings) {
            for (Probe probe : probes) {
                for (Probe other : known) {
                    if (probe.overlaps(other)) {
                        throw CommandFailure.failed(
                                "probe " + other.id() + " asks about the same person, and its answers"
                                        + " count until " + shown(other.until(), settings)
                                        + ": a query could not be told apart. Wait until then, ask about another person, or remove"
                                        + " it (`nidwatch probe remove " + other.id() + "`). Nothing was noted.");
                    }
                }
            }
        }

        private void tell(Probe probe, int count, Settings settings) {
            terminal.err()
                    .println((count == 1 ? "Asked at " : count + " probes, asked at ")
                            + shown(probe.askedAt(), settings) + " ("
                            + settings.calendar().zone()
                            + "); answers from " + shown(probe.from(), settings) + " to "
                            + shown(probe.until(), settings) + " count, for clocks that differ by up to "
                            + Durations.written(Duration.ofMillis(probe.toleranceMillis())) + ".");
            terminal.err()
                    .println("Ask the bot now. `nidwatch alerts` shows who asks; `nidwatch probe report` adds it up.");
        }
    }

    @Command(name = "list", description = "Prints the probes, the last asked first.")
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
            LoadedSettings loaded = common.load(terminal);
            PolicyTopic.Contents<Probe> contents = topic(Connection.of(loaded)).contents();
            List<Probe> probes = contents.things().values().stream()
                    .sorted(Comparator.comparingLong(Probe::askedAt).reversed().thenComparing(Probe::id))
                    .toList();
            if (format == ListFormat.json) {
                JsonForm json = new JsonForm();
                probes.forEach(each -> terminal.out().println(json.probe(each)));
            } else {
                long now = System.currentTimeMillis();
                Columns columns = new Columns("PROBE", "ASKED", "UNTIL", "", "NOTE");
                probes.forEach(each -> columns.row(
                        each.id(),
                        shown(each.askedAt(), loaded.settings()),
                        shown(each.until(), loaded.settings()),
                        each.holds(now) ? "open" : "",
                        each.note()));
                terminal.out().print(columns);
                terminal.err().println(Counted.of(probes.size(), "probe") + ".");
            }
            return contents.complete(terminal);
        }
    }

    @Command(name = "remove", description = "Takes probes back; an alert that was raised stays.")
    private static final class Remove implements Callable<Integer> {
        @Mixin
        private CommonOptions common = new CommonOptions();

        @Parameters(arity = "1..*", paramLabel = "ID", description = "The probe's id, as `probe list` prints it.")
        private List<String> ids = List.of();

        private final Terminal terminal;

        Remove(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            ids.forEach(ProbeCommand::checked);
            return topic(Connection.of(common.load(terminal))).remove("probe", ids, terminal);
        }
    }

    /** The id; a {@link CommandFailure} that does not repeat it when it is none: somebody may have typed a number. */
    static String checked(String id) {
        if (!id.matches("[0-9a-f]{8}-[0-9a-f]{8}")) {
            throw CommandFailure.usage("a probe's id looks like 3fa9c1d2-6a1b2c3d: `nidwatch probe list` prints it");
        }
        return id;
    }

    /** The named probes, or all of them when none is named. */
    static List<Probe> chosen(Map<String, Probe> all, List<String> ids) {
        Map<String, Probe> chosen = new LinkedHashMap<>();
        for (String id : ids) {
            Probe probe = all.get(checked(id));
            if (probe == null) {
                throw CommandFailure.failed("there is no probe " + id + ": `nidwatch probe list` shows all");
            }
            chosen.put(id, probe);
        }
        return ids.isEmpty() ? List.copyOf(all.values()) : List.copyOf(chosen.values());
    }
}
