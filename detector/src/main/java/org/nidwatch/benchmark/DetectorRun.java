// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.benchmark;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.nidwatch.ops.Meters;
import org.nidwatch.topology.DetectionSettings;
import org.nidwatch.topology.DetectorException;
import org.nidwatch.topology.RunnerSettings;
import org.nidwatch.topology.StreamsRunner;
import org.nidwatch.wire.Wire;

/** The whole detector, as `run` runs it. */
final class DetectorRun {
    private static final int NAMED_ORGANISATIONS = 1_000;

    private DetectorRun() {}

    /**
     * Reads the queries topic from the beginning.
     *
     * @param guarantee processing.guarantee of Kafka Streams
     * @param applicationId a fresh one
     */
    static Measurement run(
            String variant,
            int round,
            BenchmarkSettings settings,
            String servers,
            Wire wire,
            String guarantee,
            boolean batchedPolls,
            String applicationId)
            throws IOException, InterruptedException {
        Map<String, String> streams = new HashMap<>();
        streams.put("application.id", applicationId);
        streams.put("processing.guarantee", guarantee);
        streams.put("commit.interval.ms", "1000");
        streams.put("num.stream.threads", Integer.toString(BenchmarkSettings.THREADS));
        RunnerSettings base =
                RunnerSettings.embedded(servers, settings.directory().resolve("state"));
        RunnerSettings running = new RunnerSettings(
                base.kafka(),
                streams,
                base.stateDirectory(),
                batchedPolls,
                false,
                settings.partitions(),
                1,
                base.startTimeout(),
                base.readyLag());
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Meters meters = new Meters(registry, NAMED_ORGANISATIONS);
        try (StreamsRunner runner = new StreamsRunner(running, DetectionSettings.DEFAULTS, wire, meters, registry)) {
            runner.start();
            FunctionCounter received = registry.get("nidwatch.queries.received").functionCounter();
            return Stretch.measure(variant, round, () -> (long) received.count(), settings.events());
        } catch (DetectorException e) {
            throw new IOException(e.getMessage());
        } finally {
            registry.close();
        }
    }
}
