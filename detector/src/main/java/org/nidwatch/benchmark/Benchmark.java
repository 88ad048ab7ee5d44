// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.nidwatch.embedded.EmbeddedRegistry;
import org.nidwatch.topology.TopicNames;
import org.nidwatch.wire.QueryReader;
import org.nidwatch.wire.RegistrySettings;
import org.nidwatch.wire.UnreadableException;
import org.nidwatch.wire.Wire;

/** Fills one topic, then lets each variant read it, round by round. */
final class Benchmark {
    private final BenchmarkSettings settings;
    private final Consumer<String> progress;
    private final TopicNames topics = TopicNames.STANDARD;
    private final List<Measurement> measurements = new ArrayList<>();

    Benchmark(BenchmarkSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    BenchmarkReport run() throws IOException, InterruptedException {
        Path directory = settings.directory();
        try (BrokerProcess broker = BrokerProcess.start(directory.resolve("kafka"));
                EmbeddedRegistry registry = EmbeddedRegistry.start(directory.resolve("registry"), 0)) {
            Wire wire = new Wire(RegistrySettings.of(registry.url()));
            progress.accept("writing " + settings.events() + " events");
            EventTopic.fill(settings, topics, broker.servers(), wire);
            for (int round = 1; round <= settings.rounds(); round++) {
                round(round, broker.servers(), wire);
            }
            String last = application("exactly-once", settings.rounds());
            return new BenchmarkReport(
                    settings,
                    List.copyOf(measurements),
                    StateSize.of(broker.servers(), last + "-organisations-changelog"));
        }
    }

    private void round(int round, String servers, Wire wire) throws IOException, InterruptedException {
        String queries = topics.queries();
        add(PlainConsumers.run(BenchmarkReport.RAW, round, settings, servers, queries, () -> value -> value.length));
        add(PlainConsumers.run("plain consumer, our reader", round, settings, servers, queries, () -> reading(wire)));
        add(detector("detector, at least once", round, servers, wire, "at_least_once", true, "at-least-once"));
        add(detector("detector, exactly once", round, servers, wire, "exactly_once_v2", true, "exactly-once"));
        add(detector(
                "detector, at least once, record by record", round, servers, wire, "at_least_once", false, "single"));
    }

    private Measurement detector(
            String variant,
            int round,
            String servers,
            Wire wire,
            String guarantee,
            boolean batchedPolls,
            String application)
            throws IOException, InterruptedException {
        String id = application(application, round);
        return DetectorRun.run(variant, round, settings, servers, wire, guarantee, batchedPolls, id);
    }

    private static String application(String name, int round) {
        return "benchmark-" + name + "-" + round;
    }

    private static PlainConsumers.Look reading(Wire wire) {
        QueryReader reader = wire.newQueryReader();
        return value -> {
            try {
                return reader.read(value).occurredAt();
            } catch (UnreadableException e) {
                throw new IllegalStateException("the benchmark wrote what it cannot read");
            }
        };
    }

    private void add(Measurement one) {
        measurements.add(one);
        progress.accept(String.format(
                java.util.Locale.ROOT,
                "round %d/%d  %-44s %,12.0f records/s %8.2f CPU s/M",
                one.round(),
                settings.rounds(),
                one.variant(),
                one.recordsPerSecond(),
                one.cpuSecondsPerMillion()));
    }
}
