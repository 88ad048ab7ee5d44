// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.nidwatch.ops.LookoutSettings;

/**
 * How the detector runs on Kafka; what it decides is in {@link DetectionSettings}.
 *
 * @param kafka client settings without the prefix {@code kafka.}; {@code bootstrap.servers} must be among them
 * @param streams settings of Kafka Streams without the prefix {@code streams.}; they win over ours and over kafka
 * @param stateDirectory for files of Kafka Streams; the state itself is in memory and in Kafka
 * @param batchedPolls hand Kafka Streams whole polls instead of records: the same results, several times faster
 * @param createTopics create and configure topics at the start, as {@code partitions} and {@code replication} say;
 *     otherwise missing topics are an error
 * @param partitions of topics created, 1 to 1,024
 * @param replication copies of topics created, at least 1; -1 = the broker's default
 * @param startTimeout how long to wait for Kafka at the start before giving up; zero = for ever
 * @param lookout from when on the detector counts as not looking; its lag is also the limit of being ready
 */
public record RunnerSettings(
        Map<String, String> kafka,
        Map<String, String> streams,
        Path stateDirectory,
        boolean batchedPolls,
        boolean createTopics,
        int partitions,
        int replication,
        Duration startTimeout,
        LookoutSettings lookout) {
    static final String BOOTSTRAP = "bootstrap.servers";

    public RunnerSettings {
        kafka = Map.copyOf(kafka);
        streams = Map.copyOf(streams);
        if (!kafka.containsKey(BOOTSTRAP)) {
            throw new IllegalArgumentException("kafka.bootstrap.servers is not set: give host:port of a Kafka broker");
        }
        if (startTimeout.isNegative()) {
            throw new IllegalArgumentException("start.timeout = " + startTimeout + ": must not be negative");
        }
    }

    /** For a broker of our own: topics are created, one copy of each. */
    public static RunnerSettings embedded(String servers, Path stateDirectory) {
        return new RunnerSettings(
                Map.of(BOOTSTRAP, servers),
                Map.of(),
                stateDirectory,
                true,
                true,
                6,
                1,
                Duration.ZERO,
                LookoutSettings.DEFAULTS);
    }

    /** For somebody else's cluster: topics must be there. */
    public static RunnerSettings connected(String servers, Path stateDirectory) {
        return new RunnerSettings(
                Map.of(BOOTSTRAP, servers),
                Map.of(),
                stateDirectory,
                true,
                false,
                6,
                -1,
                Duration.ZERO,
                LookoutSettings.DEFAULTS);
    }

    /** The same with settings of Kafka Streams in place of those given. */
    public RunnerSettings withStreams(Map<String, String> other) {
        return new RunnerSettings(
                kafka,
                other,
                stateDirectory,
                batchedPolls,
                createTopics,
                partitions,
                replication,
                startTimeout,
                lookout);
    }

    /** Group, and first part of internal names: {@code streams.application.id}, by default {@code nidwatch}. */
    public String applicationId() {
        return streams.getOrDefault("application.id", "nidwatch");
    }

    String servers() {
        return kafka.getOrDefault(BOOTSTRAP, "");
    }
}
