// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What an outsider reads with a plain client. */
final class Topics {
    // Far beyond a transaction's time-out and the broker's next look at it.
    private static final Duration UNDECIDED = Duration.ofMinutes(2);

    private final String servers;

    Topics(String servers) {
        this.servers = servers;
    }

    /**
     * All that is committed of what a topic holds now; none when there is no such topic. What a killed detector left open
     * stands before what was committed after it, and hides it until the broker ends it; so this waits until all is decided.
     */
    List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.partitionsFor(topic)
                    .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = ends(partitions);
            long deadline = System.nanoTime() + UNDECIDED.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                if (System.nanoTime() > deadline) {
                    throw new AssertionError(topic + " has " + ends + ", but what is decided of it ends at "
                            + consumer.endOffsets(partitions));
                }
            }
        }
        return records;
    }

    /** The offset to which a partition is written, committed or not. */
    long written(TopicPartition partition) {
        return ends(List.of(partition)).getOrDefault(partition, 0L);
    }

    // What is written, committed or not: to a consumer of committed records the end is where the first is undecided.
    private Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
        try (KafkaConsumer<byte[], byte[]> consumer = uncommitted()) {
            return consumer.endOffsets(partitions);
        }
    }

    /** Of committed records. */
    KafkaConsumer<byte[], byte[]> consumer() {
        return consumer("read_committed");
    }

    /** Of all that is written, committed or not. */
    KafkaConsumer<byte[], byte[]> uncommitted() {
        return consumer("read_uncommitted");
    }

    private KafkaConsumer<byte[], byte[]> consumer(String isolation) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "isolation.level",
                        isolation,
                        "allow.auto.create.topics",
                        false,
                        "reconnect.backoff.max.ms",
                        500,
                        "fetch.max.wait.ms",
                        100,
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    List<String> names() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            return List.copyOf(consumer.listTopics().keySet());
        }
    }
}
