// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic from its start to where it ended when asked. */
final class TopicContents {
    /** No progress for this long is an error, not a short list. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration POLL = Duration.ofMillis(200);

    private TopicContents() {}

    /** All partitions of a topic; a {@link CommandFailure} when there is no such topic. */
    static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String topic) {
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        if (found == null || found.isEmpty()) {
            throw CommandFailure.failed("there is no topic " + topic + ": run `nidwatch topics --apply` first");
        }
        return found.stream()
                .map(one -> new TopicPartition(topic, one.partition()))
                .toList();
    }

    /** Hands over key and value of each record, in the order of each partition. */
    static void read(
            Consumer<byte[], byte[]> consumer,
            String topic,
            BiConsumer<byte[], ConsumerRecord<byte[], byte[]>> receiver) {
        List<TopicPartition> partitions = partitions(consumer, topic);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> left = new HashMap<>(consumer.endOffsets(partitions));
        long moved = System.nanoTime();
        while (true) {
            left.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            if (left.isEmpty()) {
                return;
            }
            var records = consumer.poll(POLL);
            records.forEach(each -> receiver.accept(each.key(), each));
            if (!records.isEmpty()) {
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > PATIENCE.toNanos()) {
                throw CommandFailure.failed("topic " + topic + " does not answer; is the broker in trouble?");
            }
        }
    }
}
