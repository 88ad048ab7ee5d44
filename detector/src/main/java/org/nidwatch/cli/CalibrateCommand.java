// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.nidwatch.detect.Detectors;
import org.nidwatch.ingest.LineFormat;
import org.nidwatch.ingest.QueryLines;
import org.nidwatch.ingest.ReadOptions;
import org.nidwatch.intake.Tokeniser;
import org.nidwatch.policy.Organisation;
import org.nidwatch.profile.Thresholds;
import org.nidwatch.settings.LoadedSettings;
import org.nidwatch.settings.Settings;
import org.nidwatch.wire.JsonForm;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fits the thresholds of the learned detectors to an alert budget, on history. */
@Command(
        name = "calibrate",
        description = {
            "Fits the thresholds of the learned detectors to budget.alerts.per.day on ordinary weeks, and writes them as a"
                    + " settings file that says where they come from: on a log, or without FILE on the queries that a running"
                    + " installation has kept in its topic.",
            "At least 14 days, the first 10 of which are learned from and not judged; four weeks more are better. What"
                    + " was abuse must not be in them: it would teach the thresholds to bear it."
        })
final class CalibrateCommand implements Callable<Integer> {
    private static final long DAY_MILLIS = 86_400_000L;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "The log, - for standard input; .gz is unpacked. Without it, the queries topic is read.")
    private @Nullable String file;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Whose topic is read (kafka.bootstrap.servers).")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--from",
            paramLabel = "DAY",
            description = "Of the topic, read what was answered from then on, " + DayOrTime.ALLOWED
                    + "; without it, all that is kept.")
    private @Nullable String from;

    @Option(names = "--until", paramLabel = "DAY", description = "And until then, the day included.")
    private @Nullable String until;

    @Option(names = "--format", description = "Of FILE: auto (default), jsonl, csv or combined.")
    private @Nullable LineFormat format;

    @Option(names = "--mapping", paramLabel = "FILE", description = "Says which part of the log is what.")
    private @Nullable Path mapping;

    @Option(names = "--key-file", paramLabel = "FILE", description = "The tokenisation key (tokens.key.file).")
    private @Nullable Path keyFile;

    @Option(
            names = "--organisations",
            paramLabel = "ORGS.jsonl",
            description =
                    "What is declared of organisations; without it and FILE, what the running installation knows.")
    private @Nullable String organisations;

    @Option(
            names = "--warm-days",
            defaultValue = "10",
            description = "First days of the log that are learned from and not judged. Default: ${DEFAULT-VALUE}")
    private int warmDays;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            defaultValue = "thresholds.yaml",
            description = "Default: ${DEFAULT-VALUE}")
    private Path output = Path.of("thresholds.yaml");

    private final Terminal terminal;

    CalibrateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        check();
        return file == null ? onTopic() : onLog(file);
    }

    private void check() {
        if (warmDays < 1 || warmDays > 365) {
            throw CommandFailure.usage("--warm-days " + warmDays + ": must be from 1 to 365");
        }
        if (file != null && (from != null || until != null || bootstrapServers != null)) {
            throw CommandFailure.usage(
                    "--from, --until and --bootstrap-servers are about the queries topic: leave out " + file);
        }
        if (file == null && (format != null || mapping != null || keyFile != null)) {
            throw CommandFailure.usage(
                    "--format, --mapping and --key-file say how a log is read: name the log, or - for standard input");
        }
    }

    private int onLog(String log) throws IOException {
        Settings settings = common.settings(terminal);
        Calibration calibration = new Calibration(settings, new FixedPolicy(declared(), List.of()), warmDays);
        LineFormat layout = format == null ? LineFormat.AUTO : format;
        ReadOptions options = new ReadOptions(layout, mapping, tokeniser(settings), ReadOptions.LINE_LIMIT);
        try (QueryLines lines = open(log, options);
                Progress progress = new Progress(terminal, lines)) {
            calibration.read(lines, progress);
        }
        return fit(calibration, settings, "the log", log);
    }

    private List<Organisation> declared() throws IOException {
        return organisations == null
                ? List.of()
                : JsonLines.read(organisations, terminal, new JsonForm()::organisation);
    }

    private int onTopic() throws IOException {
        LoadedSettings loaded = common.load(
                terminal,
                bootstrapServers == null ? List.of() : List.of("kafka.bootstrap.servers=" + bootstrapServers));
        Settings settings = loaded.settings();
        DayOrTime times = new DayOrTime(settings.calendar().zone());
        long begin = from == null ? 0 : times.from("--from", from);
        long end = until == null ? Long.MAX_VALUE : times.until("--until", until);
        if (begin >= end) {
            throw CommandFailure.usage("--from " + from + " must lie before --until " + until);
        }
        Connection connection = Connection.of(loaded);
        connection.admin().close();
        Calibration calibration = new Calibration(settings, policy(connection), warmDays);
        try (Consumer<byte[], byte[]> consumer = connection.consumer()) {
            QueryHistory history = new QueryHistory(
                    consumer, connection.topics().queries(), connection.wire().newQueryReader());
            checkKept(history, begin, times);
            try (Progress progress = new Progress(terminal, history::part)) {
                history.read(begin, end, progress, calibration::take);
            }
            if (history.unreadable() > 0) {
                terminal.err()
                        .println("nidwatch: " + history.unreadable()
                                + " records are no queries, or none to be believed; they were left out");
            }
            if (calibration.events() == 0) {
                throw nothing(history, times);
            }
            return fit(calibration, settings, "that span of the topic", history.source());
        }
    }

    private FixedPolicy policy(Connection connection) throws IOException {
        if (organisations != null) {
            return new FixedPolicy(declared(), List.of());
        }
        var known = OrganisationCommand.topic(connection).contents();
        if (known.unreadable() > 0) {
            throw CommandFailure.failed(known.unreadable() + " declared organisations of "
                    + connection.topics().organisations()
                    + " cannot be read: is registry.url right? Or hand what is declared to --organisations");
        }
        return new FixedPolicy(known.things().values(), List.of());
    }

    // Weeks that are gone would be missing from the thresholds, and nobody would know.
    private static void checkKept(QueryHistory history, long begin, DayOrTime times) {
        long oldest = history.oldestKept();
        if (begin > 0 && oldest != Long.MAX_VALUE && oldest > begin + DAY_MILLIS) {
            throw CommandFailure.failed(
                    "--from " + times.shown(begin) + " lies before what the topic keeps, which begins at "
                            + times.shown(oldest) + ": choose a later day, or leave out --from");
        }
    }

    private static CommandFailure nothing(QueryHistory history, DayOrTime times) {
        if (history.newest() < history.oldest()) {
            return CommandFailure.failed("no query to be believed lies in that span of the topic");
        }
        return CommandFailure.failed("no query lies between --from and --until; what was read of the topic is from "
                + times.shown(history.oldest()) + " to " + times.shown(history.newest()));
    }

    private int fit(Calibration calibration, Settings settings, String what, String source) throws IOException {
        double budget = settings.budget().alertsPerDay();
        if (calibration.judgedDays() < 1) {
            throw CommandFailure.failed(String.format(
                    Locale.ROOT,
                    "%s holds %.1f days after its first %d, which are learned from; at least one is needed, four weeks are"
                            + " better (--warm-days)",
                    what,
                    Math.max(0, calibration.judgedDays()),
                    warmDays));
        }
        Thresholds fitted =
                calibration.fit(budget, Detectors.thresholds(settings.watch().detectors()));
        ThresholdFile.write(output, fitted, calibration.provenance(source, budget, Version.text()));
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "%s: thresholds for %s alerts a day, fitted on %.1f days of %d organisations (%s to %s).%n",
                        output,
                        budget,
                        calibration.judgedDays(),
                        calibration.organisations(),
                        Instant.ofEpochMilli(calibration.from()),
                        Instant.ofEpochMilli(calibration.until()));
        terminal.out().flush();
        return ExitCode.OK;
    }

    private QueryLines open(String log, ReadOptions options) {
        return log.equals(QueryLines.STANDARD_INPUT)
                ? QueryLines.of("standard input", terminal.in(), options)
                : QueryLines.open(log, options);
    }

    private @Nullable Tokeniser tokeniser(Settings settings) {
        int id = settings.tokens().keyId();
        if (keyFile != null) {
            return Tokeniser.fromKeyFile(keyFile, id);
        }
        return Keys.exists(settings, terminal.environment()) ? Keys.tokeniser(settings, terminal.environment()) : null;
    }
}
