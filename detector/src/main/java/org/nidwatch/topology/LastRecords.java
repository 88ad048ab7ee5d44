// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Where the committed records of partitions end. The end offset alone does not tell: after a transaction's records comes
 * its mark, which nobody ever processes, so that whoever waits for a group to reach it waits for ever.
 */
final class LastRecords {
    private static final long FIRST_LOOK = 16;
    private static final Duration POLL = Duration.ofMillis(200);

    private LastRecords() {}

    /** For each partition that holds any, the offset after its last record; the consumer reads committed ones only. */
    static Map<TopicPartition, Long> ends(Consumer<byte[], byte[]> consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> found = new HashMap<>();
        for (TopicPartition partition : partitions) {
            long end = end(consumer, partition, begins.getOrDefault(partition, 0L), ends.getOrDefault(partition, 0L));
            if (end > 0) {
                found.put(partition, end);
            }
        }
        return found;
    }

    private static long end(Consumer<byte[], byte[]> consumer, TopicPartition partition, long begin, long end) {
        consumer.assign(List.of(partition));
        long look = FIRST_LOOK;
        while (begin < end) {
            long from = Math.max(begin, end - look);
            long last = last(consumer, partition, from, end);
            if (last >= 0 || from == begin) {
                return last + 1;
            }
            look *= FIRST_LOOK;
        }
        return 0;
    }

    private static long last(Consumer<byte[], byte[]> consumer, TopicPartition partition, long from, long end) {
        consumer.seek(partition, from);
        long last = -1;
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                last = record.offset();
            }
        }
        return last;
    }
}
