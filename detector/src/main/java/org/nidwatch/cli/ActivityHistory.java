// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.nidwatch.watch.OrganisationActivity;
import org.nidwatch.wire.UnreadableException;
import org.nidwatch.wire.Wire;

/** The organisations' minutes as they were told. */
final class ActivityHistory {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

    private ActivityHistory() {}

    /** Takes one minute. */
    interface Taker {
        void take(OrganisationActivity minute);
    }

    /** Hands over what was told at or after the given time and stands in the topic now; a minute is told after it was. */
    static void read(Consumer<byte[], byte[]> consumer, Connection connection, long from, Taker taker) {
        Wire wire = connection.wire();
        List<TopicPartition> partitions =
                TopicContents.partitions(consumer, connection.topics().activity());
        consumer.assign(partitions);
        Map<TopicPartition, Long> left = new HashMap<>(consumer.endOffsets(partitions));
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(each -> times.put(each, Math.max(0, from)));
        Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(times);
        for (TopicPartition each : partitions) {
            OffsetAndTimestamp at = starts.get(each);
            consumer.seek(each, at == null ? left.getOrDefault(each, 0L) : at.offset());
        }
        long moved = System.nanoTime();
        while (true) {
            left.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            if (left.isEmpty()) {
                return;
            }
            var records = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> each : records) {
                take(wire, each, taker);
            }
            if (!records.isEmpty()) {
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > PATIENCE_NANOS) {
                throw CommandFailure.failed(
                        "topic " + connection.topics().activity() + " does not answer; is the broker in trouble?");
            }
        }
    }

    private static void take(Wire wire, ConsumerRecord<byte[], byte[]> record, Taker taker) {
        try {
            if (record.value() != null) {
                taker.take(wire.readActivity(record.value()));
            }
        } catch (UnreadableException e) {
            // no minute of ours
        }
    }
}
