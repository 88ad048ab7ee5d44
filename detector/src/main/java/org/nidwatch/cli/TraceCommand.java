// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nidwatch.ingest.LineFormat;
import org.nidwatch.ingest.ParsedLine;
import org.nidwatch.ingest.QueryLines;
import org.nidwatch.ingest.ReadOptions;
import org.nidwatch.intake.Tokeniser;
import org.nidwatch.settings.LoadedSettings;
import org.nidwatch.settings.Settings;
import org.nidwatch.trace.Attribution;
import org.nidwatch.trace.Coverage;
import org.nidwatch.trace.LeakModel;
import org.nidwatch.trace.LookUps;
import org.nidwatch.trace.Sample;
import org.nidwatch.trace.SampleReader;
import org.nidwatch.trace.Span;
import org.nidwatch.trace.TopicTrace;
import org.nidwatch.trace.TraceSettings;
import org.nidwatch.wire.Wire;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which organisation did a leaked sample come through? */
@Command(
        name = "trace",
        description = {
            "Weighs which organisation a leaked sample came through: who looked these people up before they leaked, and how"
                    + " surprising that is. Likelihoods and the queries behind them, never an accusation.",
            "Reads the queries topic, or with --file a log. The sample is turned into tokens here and kept nowhere.",
            "Exit code 2 when a source stands out, 0 when none does."
        })
final class TraceCommand implements Callable<Integer> {
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration CHECKPOINT_EVERY = Duration.ofSeconds(5);
    private static final int NO_PARTITION = -1;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--sample",
            required = true,
            paramLabel = "FILE",
            description =
                    "The leaked people, - for standard input: a number (10, 13 or 17 digits) or token (32 hex digits) a"
                            + " line, and behind a comma the day or time when the leak showed it, where that is known.")
    private String sampleFile = "-";

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Look-ups from then on, " + DayOrTime.ALLOWED + ". Default: a year before --until.")
    private @Nullable String from;

    @Option(names = "--until", paramLabel = "TIME", description = "And until then, the day included. Default: now.")
    private @Nullable String until;

    @Option(names = "--file", paramLabel = "LOG", description = "Reads this log instead of the topic; .gz is unpacked.")
    private @Nullable String file;

    @Option(names = "--format", description = "Of --file: auto (default), jsonl, csv or combined.")
    private LineFormat format = LineFormat.AUTO;

    @Option(names = "--mapping", paramLabel = "FILE", description = "Says which part of the log is what.")
    private @Nullable Path mapping;

    @Mixin
    private KeyFiles keyFiles = new KeyFiles();

    @Option(
            names = "--clock-tolerance",
            paramLabel = "DURATION",
            description = "A look-up so long after a leaked record's date still counts as before it"
                    + " (trace.clock.tolerance; 5m).")
    private @Nullable String clockTolerance;

    @Option(
            names = "--register-size",
            paramLabel = "CITIZENS",
            description = "Citizens in the register (trace.register.size; 120000000).")
    private @Nullable String registerSize;

    @Option(
            names = "--threads",
            description = "That read the topic, 1 to 64. Default: as many as there are processors.")
    private int threads = Math.min(64, Runtime.getRuntime().availableProcessors());

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description =
                    "Where a run that was stopped is taken up, encrypted with the sample itself. Default: a file of its"
                            + " own in data.dir, removed at the end.")
    private @Nullable Path checkpoint;

    @Option(names = "--restart", description = "Throw the checkpoint away and begin anew.")
    private boolean restart;

    @Option(names = "--json", paramLabel = "FILE", description = "The answer as JSON; - for standard output.")
    private @Nullable String json;

    private final Terminal terminal;

    TraceCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (file == null && (mapping != null || format != LineFormat.AUTO)) {
            throw CommandFailure.usage("--format and --mapping say how a log is read: name it with --file");
        }
        LoadedSettings loaded = common.load(terminal, flags());
        Settings settings = loaded.settings();
        DayOrTime times = new DayOrTime(settings.calendar().zone());
        Span span = span(settings.trace(), times);
        SampleReader.Result read = sample(settings);
        TraceText text = new TraceText(terminal, settings.calendar().zone());
        text.sample(read);
        LookUps lookUps =
                file == null ? topic(loaded, read.sample(), span, text) : log(file, settings, read, span, text);
        if (lookUps == null) {
            return ExitCode.FAILED;
        }
        if (lookUps.counted() == 0) {
            throw CommandFailure.failed(
                    "there is no look-up of a citizen between --from and --until: nothing to weigh");
        }
        Attribution said = new LeakModel(settings.trace()).judge(lookUps);
        if (!"-".equals(json)) {
            text.answer(said, settings.trace());
        }
        if (json != null) {
            write(TraceJson.of(said, span));
        }
        return said.found() ? ExitCode.FOUND : ExitCode.OK;
    }

    private List<String> flags() {
        List<String> flags = new ArrayList<>();
        if (clockTolerance != null) {
            flags.add("trace.clock.tolerance=" + clockTolerance);
        }
        if (registerSize != null) {
            flags.add("trace.register.size=" + registerSize);
        }
        return flags;
    }

    private Span span(TraceSettings settings, DayOrTime times) {
        long end = until == null ? System.currentTimeMillis() : times.until("--until", until);
        long begin = from == null ? end - YEAR.toMillis() : times.from("--from", from);
        if (begin >= end) {
            throw CommandFailure.usage("--from must lie before --until (now, where it is not given)");
        }
        return new Span(begin, end, settings.clockTolerance().toMillis());
    }

    private SampleReader.Result sample(Settings settings) throws IOException {
        List<Tokeniser> keys = keyFiles.tokenisers(settings, terminal);
        if (sampleFile.equals("-")) {
            return SampleReader.read(terminal.in(), keys, settings.calendar().zone());
        }
        try (InputStream in = Files.newInputStream(Path.of(sampleFile))) {
            return SampleReader.read(in, keys, settings.calendar().zone());
        }
    }

    private @Nullable LookUps topic(LoadedSettings loaded, Sample sample, Span span, TraceText text)
            throws IOException, InterruptedException {
        Connection connection = Connection.of(loaded);
        connection.admin().close();
        Wire wire = connection.wire();
        String topic = connection.topics().queries();
        Path kept = checkpoint == null
                ? loaded.settings().data().dir().resolve(TopicTrace.checkpointName(sample, span, topic))
                : checkpoint;
        TopicTrace.Source source;
        try {
            source = new TopicTrace.Source(topic, connection::bulkConsumer, wire, threads);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        }
        TopicTrace trace = new TopicTrace(source, kept, CHECKPOINT_EVERY);
        Stop stop = terminal.stop().heeded();
        LookUps lookUps;
        try (TraceProgress progress = new TraceProgress(terminal, trace)) {
            progress.begin();
            lookUps = trace.run(sample, span, restart, stop::wished);
        }
        if (!trace.complete()) {
            text.stopped(trace, kept);
            return null;
        }
        Coverage coverage = trace.coverage(span);
        text.coverage(topic, coverage, span, lookUps, trace.resumed());
        return lookUps;
    }

    private LookUps log(String log, Settings settings, SampleReader.Result read, Span span, TraceText text) {
        List<Tokeniser> keys = keyFiles.tokenisers(settings, terminal);
        ReadOptions options =
                new ReadOptions(format, mapping, keys.isEmpty() ? null : keys.get(0), ReadOptions.LINE_LIMIT);
        LookUps lookUps = new LookUps(read.sample(), span);
        long bad = 0;
        try (QueryLines lines = QueryLines.open(log, options);
                Progress progress = new Progress(terminal, lines)) {
            while (lines.hasNext()) {
                ParsedLine line = lines.next();
                if (line instanceof ParsedLine.Parsed parsed) {
                    lookUps.observe(parsed.query(), NO_PARTITION, parsed.lineNumber());
                } else {
                    bad++;
                }
                progress.tick(lookUps.read());
            }
        }
        text.coverage(
                log,
                new Coverage(
                        Math.max(span.from(), lookUps.oldest()), lookUps.newest(), false, lookUps.read() + bad, bad, 0),
                span,
                lookUps,
                false);
        return lookUps;
    }

    private void write(String text) throws IOException {
        if ("-".equals(json)) {
            terminal.out().println(text);
            terminal.out().flush();
        } else if (json != null) {
            Files.writeString(Path.of(json), text + System.lineSeparator(), StandardCharsets.UTF_8);
        }
    }
}
