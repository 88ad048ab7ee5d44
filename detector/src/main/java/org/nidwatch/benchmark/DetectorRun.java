// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.benchmark;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
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
     * @param directory for its state
     * @param applicationId a fresh one
     */
    static Stretch.Result run(
            Variant variant,
            long events,
            int partitions,
            Path directory,
            String servers,
            Wire wire,
            String applicationId)
            throws IOException, InterruptedException {
        String guarantee = variant == Variant.EXACTLY_ONCE ? "exactly_once_v2" : "at_least_once";
        RunnerSettings running =
                settings(servers, directory, partitions, variant != Variant.SINGLE, guarantee, applicationId);
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Meters meters = new Meters(registry, NAMED_ORGANISATIONS);
        try (StreamsRunner runner = new StreamsRunner(running, DetectionSettings.DEFAULTS, wire, meters, registry)) {
            runner.start();
            FunctionCounter received = registry.get("nidwatch.queries.received").functionCounter();
            return Stretch.measure(variant.title(), () -> (long) received.count(), events);
        } catch (DetectorException e) {
            throw new IOException(e.getMessage());
        } finally {
            registry.close();
        }
    }

    /** As measured: what {@code run} does, with as many threads as the plain consumer has. */
    static RunnerSettings settings(
            String servers,
            Path directory,
            int partitions,
            boolean batchedPolls,
            String guarantee,
            String applicationId) {
        RunnerSettings base = RunnerSettings.embedded(servers, directory);
        return new RunnerSettings(
                base.kafka(),
                Map.of(
                        "application.id",
                        applicationId,
                        "processing.guarantee",
                        guarantee,
                        "num.stream.threads",
                        Integer.toString(BenchmarkSettings.THREADS)),
                directory,
                batchedPolls,
                false,
                partitions,
                1,
                base.startTimeout(),
                base.lookout());
    }
}
