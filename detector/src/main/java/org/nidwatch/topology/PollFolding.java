// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Folds what one poll returned for a partition into one record, which carries the polled ones by reference in a header.
 * Kafka Streams spends about a microsecond on each record it is given; this way it is given one a poll. The folded
 * record has the offset of its first, and the poll's next offsets are kept: a commit, which takes the first unprocessed
 * offset, never passes a record that was not processed. Public because Kafka makes it from the class name.
 */
public final class PollFolding implements ConsumerInterceptor<byte[], byte[]> {
    /** Called by Kafka. */
    public PollFolding() {}

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> polled) {
        Set<TopicPartition> partitions = polled.partitions();
        if (polled.count() == partitions.size()) {
            return polled;
        }
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> folded = new HashMap<>(2 * partitions.size());
        for (TopicPartition partition : partitions) {
            List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
            folded.put(partition, records.size() < 2 ? records : List.of(fold(records)));
        }
        return new ConsumerRecords<>(folded, polled.nextOffsets());
    }

    private static ConsumerRecord<byte[], byte[]> fold(List<ConsumerRecord<byte[], byte[]>> records) {
        ConsumerRecord<byte[], byte[]> first = records.get(0);
        ConsumerRecord<byte[], byte[]> folded = new ConsumerRecord<>(
                first.topic(),
                first.partition(),
                first.offset(),
                first.timestamp(),
                first.timestampType(),
                first.serializedKeySize(),
                valueBytes(records),
                first.key(),
                first.value(),
                new org.apache.kafka.common.header.internals.RecordHeaders(),
                first.leaderEpoch());
        folded.headers().add(new Fold(records));
        return folded;
    }

    private static int valueBytes(List<ConsumerRecord<byte[], byte[]>> records) {
        long bytes = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            bytes += Math.max(0, record.serializedValueSize());
        }
        return (int) Math.min(Integer.MAX_VALUE, bytes);
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {}

    @Override
    public void configure(Map<String, ?> configs) {}

    /** The polled records, riding on the first of them; it never leaves this process. */
    record Fold(List<ConsumerRecord<byte[], byte[]>> records) implements Header {
        static final String KEY = "nidwatch.polled";
        private static final byte[] NOTHING = {};

        /** The fold among a record's headers; null when the record came by itself. */
        static @Nullable Fold among(org.apache.kafka.common.header.Headers headers) {
            return headers.lastHeader(KEY) instanceof Fold fold ? fold : null;
        }

        @Override
        public String key() {
            return KEY;
        }

        @Override
        public byte[] value() {
            return NOTHING;
        }
    }
}
