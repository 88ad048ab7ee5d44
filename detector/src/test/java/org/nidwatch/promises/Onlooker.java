// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads the alerts while all goes wrong, as a SIEM would: committed ones only, and never again. */
final class Onlooker implements AutoCloseable {
    private final Map<String, byte[]> seen = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean closed;

    Onlooker(Topics topics) {
        thread = new Thread(() -> run(topics), "onlooker");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Topics topics) {
        List<TopicPartition> partitions = IntStream.range(0, Site.PARTITIONS)
                .mapToObj(partition -> new TopicPartition("nid.alerts", partition))
                .toList();
        try (KafkaConsumer<byte[], byte[]> consumer = topics.consumer()) {
            consumer.assign(partitions);
            while (!closed) {
                poll(consumer);
            }
        }
    }

    private void poll(KafkaConsumer<byte[], byte[]> consumer) {
        try {
            consumer.poll(Duration.ofMillis(200))
                    .forEach(record -> seen.put(record.partition() + ":" + record.offset(), record.value()));
        } catch (KafkaException e) {
            // The broker is away; the next poll asks again.
        }
    }

    /** Alerts by {@code partition:offset}. */
    Map<String, byte[]> seen() {
        return new HashMap<>(seen);
    }

    @Override
    public void close() {
        closed = true;
    }
}
