// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Query;
import org.nidwatch.wire.QueryReader;
import org.nidwatch.wire.UnreadableException;

/** The queries of a topic that were answered in a span of time, as far as they are kept. */
final class QueryHistory {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();
    /** A query may be answered a little later than its record says: clocks differ. */
    private static final long CLOCKS_MILLIS = 600_000L;

    private final Consumer<byte[], byte[]> consumer;
    private final QueryReader reader;
    private final String topic;
    private final List<TopicPartition> partitions;
    private final Map<TopicPartition, Long> ends;
    private final Map<Integer, long[]> offsets = new TreeMap<>();
    private long oldest = Long.MAX_VALUE;
    private long newest = Long.MIN_VALUE;
    private long unreadable;
    private long all;
    private long left;

    /** A {@link CommandFailure} when there is no such topic, or nothing in it. */
    QueryHistory(Consumer<byte[], byte[]> consumer, String topic, QueryReader reader) {
        this.consumer = consumer;
        this.topic = topic;
        this.reader = reader;
        partitions = TopicContents.partitions(consumer, topic);
        consumer.assign(partitions);
        ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
        if (partitions.stream().allMatch(each -> at(starts, each) >= at(ends, each))) {
            throw CommandFailure.failed("topic " + topic + " holds no queries");
        }
    }

    private static long at(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        return Objects.requireNonNull(offsets.get(partition), "the cluster answered for every partition asked");
    }

    /** Takes one query, valid for the call alone. */
    interface Taker {
        /** Whether it could be believed. */
        boolean take(Query query, int partition, long offset);
    }

    /** When the first queries that are kept were answered, milliseconds; Long.MAX_VALUE when none can be read. */
    long oldestKept() {
        consumer.seekToBeginning(partitions);
        long[] first = {Long.MAX_VALUE};
        Map<TopicPartition, Long> beginnings = new HashMap<>(consumer.beginningOffsets(partitions));
        beginnings.replaceAll((partition, start) -> Math.min(start + 1, at(ends, partition)));
        poll(beginnings, record -> {
            Query query = read(record);
            first[0] = query == null ? first[0] : Math.min(first[0], query.occurredAt());
        });
        return first[0];
    }

    /** Reads what was answered in [from, until) and stands in the topic now. */
    void read(long from, long until, Progress progress, Taker taker) {
        Map<TopicPartition, Long> starts = starts(from);
        starts.forEach(consumer::seek);
        all = starts.entrySet().stream()
                .mapToLong(each -> Math.max(0, at(ends, each.getKey()) - each.getValue()))
                .sum();
        left = all;
        unreadable = 0;
        long[] read = {0};
        poll(new HashMap<>(ends), record -> {
            left--;
            progress.tick(++read[0]);
            Query query = read(record);
            if (query == null) {
                unreadable++;
                return;
            }
            long time = query.occurredAt();
            boolean within = time >= from && time < until;
            if (within && !taker.take(query, record.partition(), record.offset())) {
                unreadable++;
            } else {
                oldest = Math.min(oldest, time);
                newest = Math.max(newest, time);
                if (within) {
                    note(record);
                }
            }
        });
    }

    // A record is never older than its query, but for clocks that differ.
    private Map<TopicPartition, Long> starts(long from) {
        Map<TopicPartition, Long> starts = new HashMap<>(consumer.beginningOffsets(partitions));
        if (from > CLOCKS_MILLIS) {
            Map<TopicPartition, Long> times =
                    partitions.stream().collect(Collectors.toMap(each -> each, each -> from - CLOCKS_MILLIS));
            Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
            partitions.forEach(each -> {
                OffsetAndTimestamp at = found.get(each);
                starts.put(each, at == null ? ends.get(each) : Long.valueOf(at.offset()));
            });
        }
        return starts;
    }

    private void note(ConsumerRecord<byte[], byte[]> record) {
        long[] range =
                offsets.computeIfAbsent(record.partition(), any -> new long[] {record.offset(), record.offset()});
        range[1] = record.offset();
    }

    private @Nullable Query read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return reader.read(record.value());
        } catch (UnreadableException e) {
            return null;
        }
    }

    /** Takes a record. */
    private interface Receiver {
        void take(ConsumerRecord<byte[], byte[]> record);
    }

    private void poll(Map<TopicPartition, Long> until, Receiver receiver) {
        long moved = System.nanoTime();
        while (true) {
            until.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            consumer.pause(
                    partitions.stream().filter(each -> !until.containsKey(each)).toList());
            if (until.isEmpty()) {
                consumer.resume(partitions);
                return;
            }
            var records = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (record.offset() < at(ends, new TopicPartition(topic, record.partition()))) {
                    receiver.take(record);
                }
            }
            if (!records.isEmpty()) {
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > PATIENCE_NANOS) {
                throw CommandFailure.failed("topic " + topic + " does not answer; is the broker in trouble?");
            }
        }
    }

    /** How much is read, 0 to 1. */
    double part() {
        return all == 0 ? 0 : 1 - (double) left / all;
    }

    /** Records read that are no queries, or none to be believed. */
    long unreadable() {
        return unreadable;
    }

    /** The oldest query met, within the span or not; Long.MAX_VALUE when none was. */
    long oldest() {
        return oldest;
    }

    /** The newest query met. */
    long newest() {
        return newest;
    }

    /** What was read, so that it can be read again: the topic, and of each partition the first and last offset. */
    String source() {
        return "topic " + topic + ", partition:offsets "
                + offsets.entrySet().stream()
                        .map(each -> each.getKey() + ":" + each.getValue()[0] + "-" + each.getValue()[1])
                        .collect(Collectors.joining(", "));
    }
}
