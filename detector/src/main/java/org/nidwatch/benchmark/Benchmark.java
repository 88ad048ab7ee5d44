// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.nidwatch.embedded.EmbeddedRegistry;
import org.nidwatch.topology.TopicNames;
import org.nidwatch.wire.RegistrySettings;
import org.nidwatch.wire.Wire;

/** Fills one topic, then lets each variant read it, round by round; then measures latency. */
final class Benchmark {
    private final BenchmarkSettings settings;
    private final Consumer<String> progress;
    private final TopicNames topics = TopicNames.STANDARD;
    private final List<Measurement> measurements = new ArrayList<>();
    private final List<LatencyResult> latencies = new ArrayList<>();

    Benchmark(BenchmarkSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    BenchmarkReport run() throws IOException, InterruptedException {
        Path directory = settings.directory();
        StateSize state = StateSize.UNKNOWN;
        try (BrokerProcess broker = BrokerProcess.start(directory.resolve("kafka"));
                EmbeddedRegistry registry = EmbeddedRegistry.start(directory.resolve("registry"), 0)) {
            Wire wire = new Wire(RegistrySettings.of(registry.url()));
            if (!settings.variants().isEmpty()) {
                progress.accept(String.format(Locale.ROOT, "writing %,d events", settings.events()));
                EventTopic.fill(settings, topics, broker.servers(), wire);
                if (settings.variants().contains(Variant.SCAN)) {
                    ScanRun.write(settings);
                }
                for (int round = 1; round <= settings.rounds(); round++) {
                    for (Variant variant : settings.variants()) {
                        add(run(variant, round, broker.servers(), registry.url()));
                    }
                }
                if (settings.variants().contains(Variant.EXACTLY_ONCE)) {
                    String last = application(Variant.EXACTLY_ONCE, settings.rounds());
                    state = StateSize.of(broker.servers(), last + "-organisations-changelog");
                }
            }
            for (int rate : settings.latencyRates()) {
                for (Variant variant : List.of(Variant.AT_LEAST_ONCE, Variant.EXACTLY_ONCE)) {
                    add(new Latency(settings, broker.servers(), registry.url(), wire).run(variant, rate));
                }
            }
        }
        return new BenchmarkReport(settings, List.copyOf(measurements), List.copyOf(latencies), state);
    }

    private Measurement run(Variant variant, int round, String servers, String registry)
            throws IOException, InterruptedException {
        if (variant == Variant.SCAN) {
            return ScanRun.run(round, settings);
        }
        try (ChildProcess process = ChildProcess.start(
                settings.directory().resolve(variant.option() + ".log"),
                settings.jvm(),
                VariantProcess.class.getName(),
                VariantProcess.arguments(variant, settings, servers, registry, application(variant, round)))) {
            String[] told = process.told().split(" ", -1);
            return new Measurement(
                    variant.title(),
                    round,
                    Double.parseDouble(told[0]),
                    Double.parseDouble(told[1]),
                    process.peakMiB());
        }
    }

    private static String application(Variant variant, int round) {
        return "benchmark-" + variant.option() + "-" + round;
    }

    private void add(Measurement one) {
        measurements.add(one);
        progress.accept(String.format(
                Locale.ROOT,
                "round %d/%d  %-44s %,12.0f records/s %8.2f CPU s/M %,6.0f MiB",
                one.round(),
                settings.rounds(),
                one.variant(),
                one.recordsPerSecond(),
                one.cpuSecondsPerMillion(),
                one.peakMiB()));
    }

    private void add(LatencyResult one) {
        latencies.add(one);
        progress.accept("latency  " + one.line());
    }
}
