// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.benchmark;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the detector against the plain consumer. */
@Command(
        name = "benchmark",
        description = "Measures the detector against a plain Kafka consumer on the same topic, in the same run: writes"
                + " simulated queries to a broker of its own, then lets each variant read them, round by round. Compare"
                + " the ratios; the rates are this machine's.")
public final class BenchmarkCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before call().
    private CommandSpec spec;

    @Option(
            names = "--events",
            defaultValue = "3000000",
            description = "Events written once. Default: ${DEFAULT-VALUE}")
    private long events;

    @Option(names = "--partitions", defaultValue = "8", description = "Of the topic. Default: ${DEFAULT-VALUE}")
    private int partitions;

    @Option(names = "--organisations", defaultValue = "174", description = "Default: ${DEFAULT-VALUE}")
    private int organisations;

    @Option(names = "--rounds", defaultValue = "3", description = "Runs of each variant. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(names = "--seed", defaultValue = "1", description = "Of the traffic. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--variants",
            split = ",",
            paramLabel = "NAME",
            description =
                    "What is compared, each in a process of its own: raw, reader, at-least-once, exactly-once, single,"
                            + " dsl-features, dsl-count, scan, trace; none for latency alone. Default: all but single and"
                            + " trace")
    private List<String> variants =
            List.of("raw", "reader", "at-least-once", "exactly-once", "dsl-features", "dsl-count", "scan");

    @Option(
            names = "--latency",
            split = ",",
            paramLabel = "RATE",
            description = "Also measures the way from query to alert at so many events a second, such as 2000,20000.")
    private List<Integer> latencyRates = List.of();

    @Option(
            names = "--latency-seconds",
            defaultValue = "30",
            description =
                    "How long each rate is held, after a warm-up of twice as long, 30 s at most. Default: ${DEFAULT-VALUE}")
    private int latencySeconds;

    @Option(
            names = "--jvm",
            split = ",",
            paramLabel = "OPTION",
            description = "Options of each measured process. Default: -Xms512m,-Xmx3g")
    private List<String> jvm = List.of("-Xms512m", "-Xmx3g");

    @Option(
            names = "--engine",
            description =
                    "Measures the engine alone instead, without Kafka: what a query and an organisation cost at 18 to"
                            + " 18,000 organisations and 1 to 1,000 credentials. Needs 3 GB of heap (java -Xmx3g).")
    private boolean engine;

    @Option(
            names = "--restore",
            description =
                    "Measures instead, without Kafka, how long the state of 180 organisations with the numbers of 60"
                            + " days takes to be live again. Needs 4 GB of heap (java -Xmx4g).")
    private boolean restore;

    @Option(
            names = "--directory",
            description = "Where the broker keeps its data for the time (about 100 bytes an event; kept afterwards)."
                    + " Default: a temporary directory, removed afterwards.")
    private @Nullable Path directory;

    @Option(names = "--json", description = "Writes all measurements to this file as JSON; - for standard output.")
    private @Nullable String json;

    /** For picocli. */
    public BenchmarkCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        if (engine) {
            EngineCost.print(spec.commandLine().getOut());
            return 0;
        }
        if (restore) {
            EngineRestore.print(spec.commandLine().getOut());
            return 0;
        }
        try {
            Path data = directory == null ? Files.createTempDirectory("nidwatch-benchmark") : directory;
            try {
                print(new Benchmark(settings(data), err::println).run());
            } finally {
                if (directory == null) {
                    delete(data);
                }
            }
            return 0;
        } catch (IOException | UncheckedIOException e) {
            err.println("the benchmark failed: " + e.getMessage());
            return 1;
        }
    }

    private BenchmarkSettings settings(Path data) {
        try {
            return new BenchmarkSettings(
                    data,
                    events,
                    partitions,
                    organisations,
                    rounds,
                    seed,
                    variants.equals(List.of("none"))
                            ? List.of()
                            : variants.stream().map(Variant::of).toList(),
                    latencyRates,
                    latencySeconds,
                    jvm);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private void print(BenchmarkReport report) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if ("-".equals(json)) {
            out.println(report.json());
        } else {
            if (json != null) {
                Files.writeString(Path.of(json), report.json() + "\n");
            }
            out.print(report.table());
        }
        out.flush();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
