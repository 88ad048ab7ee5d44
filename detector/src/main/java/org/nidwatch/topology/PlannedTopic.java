// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.nidwatch.topology.TopicPlan.Difference;

/** One topic as it should be. */
public record PlannedTopic(String name, int partitions, short replication, Map<String, String> configs) {
    private static final short DEFAULT_REPLICATION = -1;
    private static final Duration QUERIES_KEPT = Duration.ofDays(30);
    private static final Duration HISTORY_KEPT = Duration.ofDays(400);

    public PlannedTopic {
        configs = Map.copyOf(configs);
    }

    static List<PlannedTopic> all(TopicNames names, int partitions, short replication, Outlets outlets) {
        List<PlannedTopic> topics = new ArrayList<>();
        topics.add(deleted(names.queries(), partitions, replication, QUERIES_KEPT));
        topics.add(readByAll(deleted(names.alerts(), partitions, replication, HISTORY_KEPT)));
        topics.add(readByAll(compacted(names.alertsCurrent(), partitions, replication)));
        if (outlets.ocsfTopic()) {
            topics.add(readByAll(deleted(names.alertsOcsf(), partitions, replication, HISTORY_KEPT)));
        }
        topics.add(readByAll(deleted(names.activity(), partitions, replication, QUERIES_KEPT)));
        topics.add(deleted(names.rejected(), partitions, replication, QUERIES_KEPT));
        topics.add(deleted(names.coverage(), 1, replication, HISTORY_KEPT));
        topics.add(deleted(names.audit(), 1, replication, HISTORY_KEPT));
        for (String policy : List.of(
                names.organisations(), names.canaries(), names.probes(), names.silences(), names.dispositions())) {
            topics.add(compacted(policy, 1, replication));
        }
        topics.add(compacted(names.ingestCheckpoints(), 1, replication));
        return List.copyOf(topics);
    }

    // Stamped by the broker: a producer's clock must not decide how long its records are kept.
    private static PlannedTopic deleted(String name, int partitions, short replication, Duration kept) {
        Map<String, String> configs = safe(replication);
        configs.put("cleanup.policy", "delete");
        configs.put("retention.ms", Long.toString(kept.toMillis()));
        configs.put("message.timestamp.type", "LogAppendTime");
        return new PlannedTopic(name, partitions, replication, configs);
    }

    /** Not every client reads lz4, which the detector writes: the broker keeps these topics uncompressed. */
    private static PlannedTopic readByAll(PlannedTopic topic) {
        Map<String, String> configs = new LinkedHashMap<>(topic.configs());
        configs.put("compression.type", "uncompressed");
        return new PlannedTopic(topic.name(), topic.partitions(), topic.replication(), configs);
    }

    private static PlannedTopic compacted(String name, int partitions, short replication) {
        Map<String, String> configs = safe(replication);
        configs.put("cleanup.policy", "compact");
        return new PlannedTopic(name, partitions, replication, configs);
    }

    private static Map<String, String> safe(short replication) {
        Map<String, String> configs = new LinkedHashMap<>();
        if (replication != DEFAULT_REPLICATION) {
            configs.put("min.insync.replicas", replication >= 3 ? "2" : "1");
        }
        return configs;
    }

    NewTopic toNewTopic() {
        return new NewTopic(name, partitions, replication).configs(configs);
    }

    List<Difference> layoutDifferences(TopicDescription there) {
        List<Difference> differences = new ArrayList<>();
        int partitionsThere = there.partitions().size();
        if (partitionsThere != partitions) {
            differences.add(layout("has " + partitionsThere + " partitions, planned are " + partitions));
        }
        int copies = there.partitions().get(0).replicas().size();
        if (replication != DEFAULT_REPLICATION && copies != replication) {
            differences.add(layout("has " + copies + " copies, planned are " + replication));
        }
        return differences;
    }

    private Difference layout(String sentence) {
        return new Difference(name, Difference.Kind.LAYOUT, sentence);
    }

    List<Difference> configDifferences(Config there) {
        List<Difference> differences = new ArrayList<>();
        new TreeMap<>(configs).forEach((key, planned) -> {
            ConfigEntry entry = there.get(key);
            String value = entry == null ? "not set" : entry.value();
            if (!planned.equals(value)) {
                differences.add(new Difference(
                        name, Difference.Kind.CONFIGURATION, key + " is " + value + ", planned is " + planned));
            }
        });
        return differences;
    }
}
