// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.benchmark;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * What the detector must remember, as its changelog says.
 *
 * @param organisations how many it knows
 * @param bytes keys and values of all their pieces
 */
record StateSize(int organisations, long bytes) {
    /** Not measured. */
    static final StateSize UNKNOWN = new StateSize(0, 0);

    private static final char SEPARATOR = 0;

    static StateSize of(String servers, String changelog) {
        Map<String, Integer> pieces = new HashMap<>();
        Map<String, Object> consuming = Map.of("bootstrap.servers", servers, "isolation.level", "read_committed");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(consuming, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(changelog).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(piece -> pieces.put(
                                piece.key(),
                                piece.value() == null ? 0 : piece.serializedKeySize() + piece.serializedValueSize()));
            }
        }
        Set<String> organisations = new HashSet<>();
        pieces.keySet().forEach(key -> organisations.add(key.substring(0, Math.max(0, key.indexOf(SEPARATOR)))));
        return new StateSize(
                organisations.size(),
                pieces.values().stream().mapToLong(Integer::longValue).sum());
    }

    long bytesPerOrganisation() {
        return organisations == 0 ? 0 : bytes / organisations;
    }
}
