// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.trace;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.nidwatch.wire.QueryReader;
import org.nidwatch.wire.UnreadableException;

/** One thread's partitions, read from where they stand to their ends. */
final class TracePart implements Runnable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

    private final TopicTrace.Source source;
    private final Map<Integer, Long> next;
    private final Map<Integer, Long> ends;
    private final LookUps lookUps;
    private final LongAdder progress;
    private final long snapshotNanos;
    private final Map<Integer, Long> oldest = new HashMap<>();
    private long records;
    private long unreadable;
    private volatile boolean stopped;
    private volatile @Nullable Snapshot snapshot;
    private volatile @Nullable RuntimeException failure;

    /** Where it stood at a moment, and what it had counted until then. */
    record Snapshot(
            Map<Integer, Long> next, Map<Integer, Long> oldest, long records, long unreadable, byte[] counted) {}

    TracePart(
            TopicTrace.Source source,
            Map<Integer, Long> next,
            Map<Integer, Long> ends,
            LookUps lookUps,
            LongAdder progress,
            Duration snapshotEvery) {
        this.source = source;
        this.next = new HashMap<>(next);
        this.ends = Map.copyOf(ends);
        this.lookUps = lookUps;
        this.progress = progress;
        snapshotNanos = snapshotEvery.toNanos();
    }

    @Override
    public void run() {
        try (Consumer<byte[], byte[]> consumer = source.consumers().get()) {
            read(consumer);
            take(snapshot());
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void read(Consumer<byte[], byte[]> consumer) {
        consumer.assign(next.keySet().stream().map(this::partition).toList());
        next.forEach((partition, offset) -> consumer.seek(partition(partition), offset));
        QueryReader glance = source.wire().newGlanceReader();
        QueryReader whole = source.wire().newQueryReader();
        long moved = System.nanoTime();
        long snapped = moved;
        while (!stopped && open(consumer)) {
            ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
            for (TopicPartition partition : polled.partitions()) {
                take(polled.records(partition), partition.partition(), glance, whole);
            }
            for (TopicPartition partition : consumer.assignment()) {
                next.put(partition.partition(), consumer.position(partition));
            }
            progress.add(polled.count());
            long now = System.nanoTime();
            if (!polled.isEmpty()) {
                moved = now;
            } else if (now - moved > PATIENCE_NANOS) {
                throw new TraceException("topic " + source.topic() + " does not answer; is the broker in trouble?");
            }
            if (now - snapped > snapshotNanos) {
                take(snapshot());
                snapped = System.nanoTime();
            }
        }
    }

    private TopicPartition partition(int number) {
        return new TopicPartition(source.topic(), number);
    }

    /** Leaves partitions that are at their end; whether any is left. */
    private boolean open(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> open = consumer.assignment().stream()
                .filter(each -> next.getOrDefault(each.partition(), 0L) < ends.getOrDefault(each.partition(), 0L))
                .toList();
        if (open.size() < consumer.assignment().size()) {
            // Seeks what stays, since assigning anew would start from a committed offset.
            consumer.assign(open);
            open.forEach(each -> consumer.seek(each, next.getOrDefault(each.partition(), 0L)));
        }
        return !open.isEmpty();
    }

    private void take(
            List<ConsumerRecord<byte[], byte[]>> polled, int partition, QueryReader glance, QueryReader whole) {
        long end = ends.getOrDefault(partition, 0L);
        long first = Long.MAX_VALUE;
        for (int i = 0; i < polled.size(); i++) {
            ConsumerRecord<byte[], byte[]> record = polled.get(i);
            if (record.offset() >= end) {
                break;
            }
            records++;
            try {
                var query = glance.read(record.value());
                first = Math.min(first, query.occurredAt());
                if (lookUps.count(query)) {
                    lookUps.note(whole.read(record.value()), partition, record.offset());
                }
            } catch (UnreadableException e) {
                unreadable++;
            }
        }
        if (first < oldest.getOrDefault(partition, Long.MAX_VALUE)) {
            oldest.put(partition, first);
        }
    }

    private Snapshot snapshot() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            lookUps.write(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Snapshot(Map.copyOf(next), Map.copyOf(oldest), records, unreadable, bytes.toByteArray());
    }

    private void take(Snapshot latest) {
        snapshot = latest;
    }

    /** Ends it soon, with a last snapshot. */
    void stop() {
        stopped = true;
    }

    /** The latest; null when there was none yet. */
    @Nullable
    Snapshot latest() {
        return snapshot;
    }

    /** Why it broke off; null when it did not. */
    @Nullable
    RuntimeException failure() {
        return failure;
    }

    /** What it counted; to be asked when it has ended. */
    LookUps lookUps() {
        return lookUps;
    }
}
