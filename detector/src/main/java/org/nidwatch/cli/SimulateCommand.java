// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Tokeniser;
import org.nidwatch.settings.LoadedSettings;
import org.nidwatch.settings.Settings;
import org.nidwatch.simulate.KafkaSink;
import org.nidwatch.simulate.LabelFile;
import org.nidwatch.simulate.Ledger;
import org.nidwatch.simulate.LiveTraffic;
import org.nidwatch.simulate.LogFile;
import org.nidwatch.simulate.LogFormat;
import org.nidwatch.simulate.SimulatedQuery;
import org.nidwatch.topology.TopicNames;
import org.nidwatch.wire.JsonForm;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Seeded traffic with attacks in it, to a log file or to Kafka. */
@Command(
        name = "simulate",
        sortOptions = false,
        description = {
            "Makes up the queries of many organisations, with attacks hidden in them, as a log file or into Kafka.",
            "The same seed and arguments give the same bytes. All citizens are invented; logs hold their (invented)"
                    + " numbers in the clear, as a gateway's log would, unless --tokenised."
        })
final class SimulateCommand implements Callable<Integer> {
    @Mixin
    private SimulateOptions options = new SimulateOptions();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "jsonl (default), csv, combined (nginx, Apache) or gateway (JSON access log).")
    private String format = "jsonl";

    @Option(names = "--out", paramLabel = "FILE", description = "Where the log goes; - is standard output (default).")
    private @Nullable String out;

    @Option(names = "--tokenised", description = "Write tokens instead of numbers (jsonl and csv).")
    private boolean tokenised;

    @Option(
            names = "--organisations",
            paramLabel = "FILE",
            description = "Also write what is declared of the organisations, as JSON Lines.")
    private @Nullable Path organisations;

    @Option(
            names = "--canaries",
            paramLabel = "FILE",
            description = "Also write the decoys' tokens, as JSON Lines (needs the tokenisation key).")
    private @Nullable Path canaries;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "Also write the truth: each attack, its time, its queries, the records it exposed.")
    private @Nullable Path labels;

    @Option(
            names = "--to-kafka",
            description = "Send to Kafka instead, tokenised; organisations and decoys go to their topics first.")
    private boolean toKafka;

    @Mixin
    private CommonOptions common = new CommonOptions();

    private final Terminal terminal;

    SimulateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Takes queries, and lets go of what it holds back when there is a pause. */
    private interface Sink extends AutoCloseable {
        void accept(SimulatedQuery query) throws IOException;

        void pause() throws IOException;

        @Override
        void close() throws IOException;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (toKafka && (out != null || tokenised)) {
            throw CommandFailure.usage("--to-kafka sends tokens to a topic: leave out --out and --tokenised");
        }
        LogFormat layout = SimulateOptions.checked(() -> LogFormat.of(format));
        if (tokenised && !layout.holdsTokens()) {
            throw CommandFailure.usage("--tokenised: format " + format + " has no place for tokens; use jsonl or csv");
        }
        LoadedSettings loaded = common.load(terminal);
        Simulation simulation = options.simulation(toKafka, Instant.now().toEpochMilli());
        Tokeniser tokeniser = toKafka || tokenised || canaries != null
                ? Keys.tokeniser(loaded.settings(), terminal.environment())
                : null;
        sideFiles(simulation, tokeniser);
        Ledger ledger = new Ledger(simulation.attacks());
        writeLabels(ledger);
        double seconds;
        try (Sink sink = toKafka && tokeniser != null
                ? kafka(loaded, simulation, tokeniser)
                : log(layout, tokenised ? tokeniser : null)) {
            long begun = System.nanoTime();
            play(simulation, sink, ledger);
            seconds = (System.nanoTime() - begun) / 1e9;
        }
        writeLabels(ledger);
        terminal.err().print(simulation.summary(ledger, seconds));
        return ExitCode.OK;
    }

    private void play(Simulation simulation, Sink sink, Ledger ledger) {
        Stop stop = terminal.stop().heeded();
        try (SimulateProgress progress = new SimulateProgress(terminal)) {
            new LiveTraffic(simulation.queries(), simulation.from(), simulation.pace())
                    .runUntil(
                            () -> stop.wished()
                                    || ledger.events() >= simulation.limit()
                                    || ((ledger.events() & 0xFFF) == 0 && nobodyReads()),
                            query -> {
                                unchecked(() -> sink.accept(query));
                                ledger.count(query);
                                progress.tick(ledger.events(), query.occurredAt());
                            },
                            () -> unchecked(sink::pause));
        }
    }

    /** Whether the reader of our standard output has gone ({@code | head}). */
    private boolean nobodyReads() {
        return !toKafka && (out == null || out.equals("-")) && terminal.out().checkError();
    }

    private void sideFiles(Simulation simulation, @Nullable Tokeniser tokeniser) throws IOException {
        JsonForm json = new JsonForm();
        if (organisations != null) {
            Files.write(
                    organisations,
                    simulation.world().organisations().stream()
                            .map(json::organisation)
                            .toList());
        }
        if (canaries != null && tokeniser != null) {
            Files.write(
                    canaries,
                    simulation.world().canaries(tokeniser).stream()
                            .map(json::canary)
                            .toList());
        }
    }

    /** Once at the start, so that a run that is killed leaves them too, and once with the counts. */
    private void writeLabels(Ledger ledger) throws IOException {
        if (labels != null) {
            Files.write(labels, ledger.entries().stream().map(LabelFile::line).toList());
        }
    }

    private Sink log(LogFormat layout, @Nullable Tokeniser tokeniser) throws IOException {
        boolean standard = out == null || out.equals("-");
        OutputStream stream = standard
                ? new Unclosed(terminal.out())
                : new BufferedOutputStream(Files.newOutputStream(Path.of(String.valueOf(out))));
        LogFile file = LogFile.open(layout, stream, tokeniser);
        return new Sink() {
            @Override
            public void accept(SimulatedQuery query) throws IOException {
                file.write(query);
            }

            @Override
            public void pause() throws IOException {
                file.flush();
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }

    private Sink kafka(LoadedSettings loaded, Simulation simulation, Tokeniser tokeniser) throws InterruptedException {
        Connection connection = Connection.of(loaded);
        TopicNames topics = connection.topics();
        try (Admin admin = connection.admin()) {
            // Without this a missing topic would show as a time-out.
            List<String> needed = List.of(topics.queries(), topics.organisations(), topics.canaries());
            Connection.got(admin.describeTopics(needed).allTopicNames());
        }
        Settings settings = connection.settings();
        Map<String, Object> kafka = Map.copyOf(settings.kafka().values());
        KafkaSink sink = KafkaSink.open(kafka, connection.wire(), topics.queries(), tokeniser);
        sink.declare(simulation.world(), topics.organisations(), topics.canaries());
        return new Sink() {
            @Override
            public void accept(SimulatedQuery query) {
                sink.accept(query);
            }

            @Override
            public void pause() {
                // The producer sends by itself after its linger time.
            }

            @Override
            public void close() {
                sink.close();
            }
        };
    }

    /** Something that may fail to write. */
    private interface Writing {
        void run() throws IOException;
    }

    private static void unchecked(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Standard output outlives us. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
