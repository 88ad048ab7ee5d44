// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The topic that keeps each source's progress: one partition, compacted, so it lives as long as the queries do. */
final class Checkpoints {
    private static final Duration POLL = Duration.ofMillis(200);
    private final String topic;
    private final Map<String, Object> clients;

    Checkpoints(String topic, Map<String, String> kafka) {
        this.topic = topic;
        clients = new HashMap<>(kafka);
    }

    /** Looks that both topics are there, and makes ours when it is missing. */
    void prepare(String queriesTopic, int replication) {
        Map<String, Object> properties = new HashMap<>(clients);
        properties.putIfAbsent("default.api.timeout.ms", "10000");
        properties.putIfAbsent("request.timeout.ms", "5000");
        try (Admin admin = Admin.create(properties)) {
            Set<String> present = done(admin.listTopics().names());
            if (!present.contains(queriesTopic)) {
                throw new IngestException("topic " + queriesTopic + " does not exist, or this user may not describe it:"
                        + " run `nidwatch topics --apply` (or start `nidwatch run`), or set topics.prefix");
            }
            if (!present.contains(topic)) {
                Optional<Short> copies = replication < 1 ? Optional.empty() : Optional.of((short) replication);
                NewTopic compacted =
                        new NewTopic(topic, Optional.of(1), copies).configs(Map.of("cleanup.policy", "compact"));
                create(admin, compacted);
            }
        }
    }

    private static void create(Admin admin, NewTopic topic) {
        try {
            done(admin.createTopics(List.of(topic)).all());
        } catch (TopicExistsException e) {
            // Somebody else was quicker.
        }
    }

    /**
     * The last committed checkpoint of a source; null when there is none. Waits for other sources' open transactions,
     * which would hide ours behind them.
     */
    @Nullable
    Checkpoint last(String source, Patience patience) {
        byte[] key = source.getBytes(StandardCharsets.UTF_8);
        TopicPartition partition = new TopicPartition(topic, 0);
        long end = end(partition);
        Map<String, Object> properties = new HashMap<>(clients);
        properties.put(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                IsolationLevel.READ_COMMITTED.toString().toLowerCase(Locale.ROOT));
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        byte[] found = null;
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (consumer.position(partition) < end) {
                patience.check();
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (java.util.Arrays.equals(record.key(), key)) {
                        found = record.value();
                    }
                }
            }
        }
        return found == null ? null : Checkpoint.of(found);
    }

    /** The end as it is, open transactions included: all that lies before it must be read. */
    private long end(TopicPartition partition) {
        try (Admin admin = Admin.create(clients)) {
            return done(admin.listOffsets(
                                    Map.of(partition, OffsetSpec.latest()),
                                    new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                            .partitionResult(partition))
                    .offset();
        }
    }

    private static <T> T done(org.apache.kafka.common.KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException unknown) {
                throw unknown;
            }
            if (e.getCause() instanceof KafkaException kafka) {
                throw kafka;
            }
            throw new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        }
    }
}
