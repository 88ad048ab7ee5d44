// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class PollFoldingTest {
    private static final TopicPartition FIRST = new TopicPartition("nid.queries", 0);
    private static final TopicPartition SECOND = new TopicPartition("nid.queries", 1);

    private final PollFolding folding = new PollFolding();

    @Test
    void foldsThePollOfAPartitionIntoItsFirstRecord() {
        List<ConsumerRecord<byte[], byte[]>> polled = records(FIRST, 40, 3);

        ConsumerRecords<byte[], byte[]> folded = folding.onConsume(poll(Map.of(FIRST, polled), 43));

        assertThat(folded.records(FIRST)).hasSize(1);
        ConsumerRecord<byte[], byte[]> one = folded.records(FIRST).get(0);
        assertThat(one.offset()).isEqualTo(40);
        assertThat(one.timestamp()).isEqualTo(1_040);
        assertThat(one.serializedValueSize()).isEqualTo(6);
        assertThat(carried(one)).containsExactlyElementsOf(polled);
    }

    @Test
    void keepsTheOffsetsThatAreToBeCommittedNext() {
        ConsumerRecords<byte[], byte[]> folded = folding.onConsume(poll(Map.of(FIRST, records(FIRST, 0, 5)), 9));

        assertThat(folded.nextOffsets()).containsExactly(Map.entry(FIRST, new OffsetAndMetadata(9)));
    }

    @Test
    void keepsPartitionsApart() {
        List<ConsumerRecord<byte[], byte[]>> some = records(FIRST, 0, 2);
        List<ConsumerRecord<byte[], byte[]>> others = records(SECOND, 7, 4);

        ConsumerRecords<byte[], byte[]> folded = folding.onConsume(poll(Map.of(FIRST, some, SECOND, others), 20));

        assertThat(carried(folded.records(FIRST).get(0))).containsExactlyElementsOf(some);
        assertThat(carried(folded.records(SECOND).get(0))).containsExactlyElementsOf(others);
    }

    @Test
    void leavesAPollOfSingleRecordsAsItIs() {
        ConsumerRecords<byte[], byte[]> polled = poll(Map.of(FIRST, records(FIRST, 3, 1)), 4);

        assertThat(folding.onConsume(polled)).isSameAs(polled);
    }

    @Test
    void leavesAnEmptyPollWithItsOffsets() {
        ConsumerRecords<byte[], byte[]> polled = poll(Map.of(), 12);

        assertThat(folding.onConsume(polled).nextOffsets()).containsKey(FIRST);
    }

    @Test
    void aRecordThatWasNotFoldedIsABatchOfOne() {
        try (Serde<Polled> serde = PolledSerde.make()) {
            Polled alone = serde.deserializer()
                    .deserialize("nid.queries", records(FIRST, 0, 1).get(0).headers(), new byte[] {1});
            assertThat(alone.isFolded()).isFalse();
            assertThat(alone.value()).containsExactly(1);
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> carried(ConsumerRecord<byte[], byte[]> folded) {
        return PollFolding.Fold.among(folded.headers()).records();
    }

    private static ConsumerRecords<byte[], byte[]> poll(
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records, long next) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        offsets.put(FIRST, new OffsetAndMetadata(next));
        return new ConsumerRecords<>(records, offsets);
    }

    static List<ConsumerRecord<byte[], byte[]>> records(TopicPartition partition, long from, int count) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (long offset = from; offset < from + count; offset++) {
            records.add(new ConsumerRecord<>(
                    partition.topic(),
                    partition.partition(),
                    offset,
                    1_000 + offset,
                    org.apache.kafka.common.record.TimestampType.LOG_APPEND_TIME,
                    1,
                    2,
                    new byte[] {1},
                    new byte[] {1, 2},
                    new org.apache.kafka.common.header.internals.RecordHeaders(),
                    java.util.Optional.empty()));
        }
        return records;
    }
}
