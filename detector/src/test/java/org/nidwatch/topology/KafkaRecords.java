// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What an outsider with a plain client sees and writes. */
final class KafkaRecords {
    private final Map<String, Object> client;

    KafkaRecords(String servers) {
        this(Map.of("bootstrap.servers", servers));
    }

    private KafkaRecords(Map<String, Object> client) {
        this.client = client;
    }

    /** With whatever else the client needs to be let in. */
    static KafkaRecords as(Map<String, Object> client) {
        return new KafkaRecords(client);
    }

    /** Everything committed in the topic, up to its end now. */
    List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("isolation.level", "read_committed");
        settings.put("allow.auto.create.topics", false);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.partitionsFor(topic)
                    .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    /** The last value of each key: what a restart would restore. */
    Map<String, byte[]> latest(String topic) {
        Map<String, byte[]> latest = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : committed(topic)) {
            latest.put(new String(record.key(), StandardCharsets.UTF_8), record.value());
        }
        return latest;
    }

    /** Writes all, in order, each where the caller wants it; returns when the broker has them. */
    void write(Iterable<ProducerRecord<byte[], byte[]>> records) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("linger.ms", 5);
        // A partition whose leader is new may refuse the first batch and take the second: the first then never fits
        // again.
        settings.put("max.in.flight.requests.per.connection", 1);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            records.forEach(producer::send);
            producer.flush();
        }
    }
}
