// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Query;
import org.nidwatch.wire.QueryReader;
import org.nidwatch.wire.UnreadableException;

/**
 * All queries that a topic keeps, in the order in which the broker took them, over all partitions: a query that lies on the
 * wrong partition then comes where it came. At most {@link #AHEAD} records of a partition wait in memory, beside one poll.
 */
final class OrderedHistory {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();
    private static final int AHEAD = 2_000;

    private final Consumer<byte[], byte[]> consumer;
    private final QueryReader reader;
    private final Map<TopicPartition, Long> ends;
    private final Map<TopicPartition, Deque<ConsumerRecord<byte[], byte[]>>> waiting = new HashMap<>();
    private final long all;
    private long read;

    /** A {@link CommandFailure} when there is no such topic. */
    OrderedHistory(Consumer<byte[], byte[]> consumer, String topic, QueryReader reader) {
        this.consumer = consumer;
        this.reader = reader;
        List<TopicPartition> partitions = TopicContents.partitions(consumer, topic);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        ends = new HashMap<>(consumer.endOffsets(partitions));
        Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
        long sum = 0;
        for (TopicPartition each : partitions) {
            waiting.put(each, new ArrayDeque<>());
            sum += ends.getOrDefault(each, 0L) - starts.getOrDefault(each, 0L);
        }
        all = sum;
    }

    /** Partitions of the topic. */
    int partitions() {
        return waiting.size();
    }

    /** Takes one query, valid for the call alone. */
    interface Taker {
        /** Whether it wants more. */
        boolean take(Query query, int partition, long offset);
    }

    /** Reads until the end there was at the beginning, or until the taker has enough. */
    void read(Progress progress, Taker taker) {
        long moved = System.nanoTime();
        boolean more = true;
        while (more) {
            ConsumerRecord<byte[], byte[]> next = next();
            if (next != null) {
                progress.tick(++read);
                more = take(next, taker);
                continue;
            }
            if (finished()) {
                return;
            }
            if (poll()) {
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > PATIENCE_NANOS) {
                throw CommandFailure.failed("the queries topic does not answer; is the broker in trouble?");
            }
        }
    }

    private boolean take(ConsumerRecord<byte[], byte[]> record, Taker taker) {
        try {
            return taker.take(reader.read(record.value()), record.partition(), record.offset());
        } catch (UnreadableException e) {
            return true; // the detector rejected it, too
        }
    }

    // The oldest that waits; null while a partition that has more to come has none here.
    private @Nullable ConsumerRecord<byte[], byte[]> next() {
        Deque<ConsumerRecord<byte[], byte[]>> oldest = null;
        for (Map.Entry<TopicPartition, Deque<ConsumerRecord<byte[], byte[]>>> each : waiting.entrySet()) {
            ConsumerRecord<byte[], byte[]> head = each.getValue().peek();
            if (head == null) {
                if (!ended(each.getKey())) {
                    return null;
                }
            } else if (oldest == null || before(head, oldest.element())) {
                oldest = each.getValue();
            }
        }
        return oldest == null ? null : oldest.poll();
    }

    private static boolean before(ConsumerRecord<byte[], byte[]> one, ConsumerRecord<byte[], byte[]> other) {
        return one.timestamp() != other.timestamp()
                ? one.timestamp() < other.timestamp()
                : one.partition() < other.partition();
    }

    private boolean ended(TopicPartition partition) {
        return consumer.position(partition) >= ends.getOrDefault(partition, 0L);
    }

    private boolean finished() {
        return waiting.entrySet().stream().allMatch(each -> each.getValue().isEmpty() && ended(each.getKey()));
    }

    private boolean poll() {
        List<TopicPartition> full = new ArrayList<>();
        List<TopicPartition> hungry = new ArrayList<>();
        waiting.forEach(
                (partition, records) -> (records.size() >= AHEAD || ended(partition) ? full : hungry).add(partition));
        consumer.pause(full);
        consumer.resume(hungry);
        var records = consumer.poll(POLL);
        for (ConsumerRecord<byte[], byte[]> each : records) {
            TopicPartition partition = new TopicPartition(each.topic(), each.partition());
            if (each.offset() < ends.getOrDefault(partition, 0L)) {
                Objects.requireNonNull(waiting.get(partition)).add(each);
            }
        }
        return !records.isEmpty();
    }

    /** How much is read, 0 to 1. */
    double part() {
        return all == 0 ? 1 : Math.min(1, (double) read / all);
    }
}
