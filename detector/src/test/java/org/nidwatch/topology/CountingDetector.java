// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.ops.Meters;
import org.nidwatch.policy.Policy;
import org.nidwatch.watch.WatchOutput;
import org.nidwatch.wire.SampleRegistry;
import org.nidwatch.wire.Wire;

/** The detector with a watch that counts; also as a process of its own, to be killed. */
final class CountingDetector {
    private CountingDetector() {}

    static StreamsRunner runner(String servers, Path directory, Map<String, String> streams) {
        return runner(servers, directory, streams, SampleRegistry.wire(), CountingWatcher::new);
    }

    static StreamsRunner runner(
            String servers,
            Path directory,
            Map<String, String> streams,
            Wire wire,
            BiFunction<Policy, WatchOutput, Watcher> watchers) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        return new StreamsRunner(
                RunnerSettings.embedded(servers, directory).withStreams(streams),
                DetectionSettings.DEFAULTS,
                wire,
                new Meters(registry, 1_000),
                registry,
                watchers);
    }

    /** Arguments: servers, state directory, counting or real, then streams settings as key=value. */
    public static void main(String[] args) throws Exception {
        Map<String, String> streams = new HashMap<>();
        for (int i = 3; i < args.length; i++) {
            int equals = args[i].indexOf('=');
            streams.put(args[i].substring(0, equals), args[i].substring(equals + 1));
        }
        BiFunction<Policy, WatchOutput, Watcher> watchers =
                args[2].equals("real") ? DetectionTopology.watching(DetectionSettings.DEFAULTS) : CountingWatcher::new;
        StreamsRunner runner = runner(args[0], Path.of(args[1]), streams, SampleRegistry.wire(), watchers);
        Runtime.getRuntime().addShutdownHook(new Thread(runner::close));
        runner.start();
        runner.await();
    }

    /** What the state must hold once all queries are counted. */
    static Map<String, Long> expected(Iterable<NidQuery> queries) {
        Map<String, Long> counts = new TreeMap<>();
        queries.forEach(query -> counts.merge(query.organisationId(), 1L, Long::sum));
        return counts;
    }

    /** What it holds: the changelog's last word for each organisation. */
    static Map<String, Long> counted(KafkaRecords kafka, String applicationId) {
        Map<String, Long> counts = new TreeMap<>();
        kafka.latest(applicationId + "-organisations-changelog").forEach((organisation, chunk) -> {
            // The lookout's memory has no organisation.
            if (!organisation.startsWith("\0")) {
                counts.put(organisation, CountingWatcher.count(chunk));
            }
        });
        return counts;
    }
}
