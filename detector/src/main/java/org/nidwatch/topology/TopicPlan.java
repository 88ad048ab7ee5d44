// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Our topics as they should be, and how a cluster differs from that. */
public final class TopicPlan {
    private final List<PlannedTopic> topics;

    private TopicPlan(List<PlannedTopic> topics) {
        this.topics = topics;
    }

    /**
     * The plan for a cluster.
     *
     * @param partitions of the topics keyed by organisation, 1 to 1,024: the upper bound of working threads
     * @param replication copies of each topic, 1 to the number of brokers; -1 = the broker's default
     */
    public static TopicPlan standard(TopicNames names, int partitions, int replication) {
        return standard(names, partitions, replication, Outlets.NONE);
    }

    /** The same with the topics of the given outlets. */
    public static TopicPlan standard(TopicNames names, int partitions, int replication, Outlets outlets) {
        if (partitions < 1 || partitions > 1_024) {
            throw new IllegalArgumentException("topics.partitions = " + partitions + ": must be within [1, 1024]");
        }
        if (replication != -1 && (replication < 1 || replication > Short.MAX_VALUE)) {
            throw new IllegalArgumentException("topics.replication = " + replication
                    + ": must be at least 1 and at most the number of brokers, or -1 for the broker's default");
        }
        return new TopicPlan(PlannedTopic.all(names, partitions, (short) replication, outlets));
    }

    /** How one topic differs from the plan. */
    public record Difference(String topic, Kind kind, String sentence) {
        /** What can be done about it. */
        public enum Kind {
            /** {@link #apply} creates it. */
            MISSING,
            /** {@link #apply} sets it. */
            CONFIGURATION,
            /** It is told, never changed: moving partitions or copies under a running stream is a person's decision. */
            LAYOUT
        }
    }

    /** The topics of the plan. */
    public List<PlannedTopic> topics() {
        return topics;
    }

    /** The plan but for one topic, which is not this part's to see. */
    TopicPlan without(String topic) {
        return new TopicPlan(
                topics.stream().filter(each -> !each.name().equals(topic)).toList());
    }

    /** Compares the cluster with the plan; throws {@link KafkaException} when the cluster does not let us look. */
    public List<Difference> check(Admin admin) throws InterruptedException {
        List<Difference> differences = new ArrayList<>();
        Map<String, KafkaFuture<TopicDescription>> described =
                admin.describeTopics(names(topics)).topicNameValues();
        List<PlannedTopic> present = new ArrayList<>();
        for (PlannedTopic topic : topics) {
            Optional<TopicDescription> there = description(described, topic);
            if (there.isPresent()) {
                present.add(topic);
                differences.addAll(topic.layoutDifferences(there.get()));
            } else {
                differences.add(new Difference(topic.name(), Difference.Kind.MISSING, "does not exist"));
            }
        }
        Map<ConfigResource, KafkaFuture<Config>> configs =
                admin.describeConfigs(resources(present)).values();
        for (PlannedTopic topic : present) {
            differences.addAll(topic.configDifferences(ofTopic(topic, future(configs, resource(topic)))));
        }
        return differences;
    }

    /** Creates what is missing and sets what differs; returns what was different before. Safe to repeat. */
    public List<Difference> apply(Admin admin) throws InterruptedException {
        List<Difference> before = check(admin);
        List<NewTopic> missing = new ArrayList<>();
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new LinkedHashMap<>();
        for (PlannedTopic topic : topics) {
            if (has(before, topic, Difference.Kind.MISSING)) {
                missing.add(topic.toNewTopic());
            }
            if (has(before, topic, Difference.Kind.CONFIGURATION)) {
                changes.put(resource(topic), settings(topic));
            }
        }
        for (KafkaFuture<Void> created : admin.createTopics(missing).values().values()) {
            create(created);
        }
        for (KafkaFuture<Void> changed :
                admin.incrementalAlterConfigs(changes).values().values()) {
            get(changed);
        }
        return before;
    }

    /**
     * The least rights that each part needs, as commands.
     *
     * @param servers bootstrap servers, as they are to stand in the commands
     * @param applicationId of the detector: its group, its transactions and its internal topics start with it
     */
    public static List<String> acls(TopicNames names, String servers, String applicationId) {
        return acls(names, servers, applicationId, Outlets.NONE);
    }

    /** The same with the rights that the given outlets need. */
    public static List<String> acls(TopicNames names, String servers, String applicationId, Outlets outlets) {
        return AclCommands.of(names, servers, applicationId, outlets);
    }

    /** The consumer group in which the webhook of this detector reads the alerts. */
    public static String webhookGroup(String applicationId) {
        return applicationId + "-webhook";
    }

    private static boolean has(List<Difference> differences, PlannedTopic topic, Difference.Kind kind) {
        return differences.stream().anyMatch(one -> one.topic().equals(topic.name()) && one.kind() == kind);
    }

    private static List<AlterConfigOp> settings(PlannedTopic topic) {
        List<AlterConfigOp> operations = new ArrayList<>();
        topic.configs()
                .forEach((key, value) ->
                        operations.add(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET)));
        return operations;
    }

    private static List<String> names(List<PlannedTopic> topics) {
        return topics.stream().map(PlannedTopic::name).toList();
    }

    private static List<ConfigResource> resources(List<PlannedTopic> topics) {
        return topics.stream().map(TopicPlan::resource).toList();
    }

    private static ConfigResource resource(PlannedTopic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    }

    private static Optional<TopicDescription> description(
            Map<String, KafkaFuture<TopicDescription>> described, PlannedTopic topic) throws InterruptedException {
        try {
            return Optional.of(ofTopic(topic, future(described, topic.name())));
        } catch (UnknownTopicOrPartitionException e) {
            return Optional.empty();
        }
    }

    private static void create(KafkaFuture<Void> created) throws InterruptedException {
        try {
            get(created);
        } catch (TopicExistsException e) {
            // Another instance was quicker.
        }
    }

    private static <K, V> KafkaFuture<V> future(Map<K, KafkaFuture<V>> futures, K key) {
        KafkaFuture<V> future = futures.get(key);
        if (future == null) {
            throw new KafkaException("the cluster did not answer for " + key);
        }
        return future;
    }

    /** Kafka's answer names no topic, because the question did. */
    private static <T> T ofTopic(PlannedTopic topic, KafkaFuture<T> future) throws InterruptedException {
        try {
            return get(future);
        } catch (TopicAuthorizationException e) {
            throw new TopicAuthorizationException(
                    "Not authorized to access topic " + topic.name(), Set.of(topic.name()));
        }
    }

    private static <T> T get(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new KafkaException(e.getCause());
        }
    }
}
