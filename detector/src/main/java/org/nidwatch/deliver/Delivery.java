// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.deliver;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.nidwatch.ops.WebhookMeter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The alerts of the partitions that this member of the group has, one after the other in each partition's order. At most one
 * poll's records are held; while they are, the partitions are paused and polling goes on, so that the group keeps us. Not thread-safe.
 */
final class Delivery implements ConsumerRebalanceListener {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final Duration POLL = Duration.ofMillis(500);
    /** After so long of sending without a pause the group is asked again whether we still belong to it. */
    private static final long TURN_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Consumer<byte[], byte[]> consumer;
    private final Courier courier;
    private final Duration history;
    private final WebhookMeter meter;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Deque<ConsumerRecord<byte[], byte[]>> pending = new ArrayDeque<>();
    private final Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
    private long nextTry;

    /** @param nanos a clock that only runs forward, for waits */
    Delivery(
            Consumer<byte[], byte[]> consumer,
            String topic,
            Courier courier,
            Duration history,
            WebhookMeter meter,
            Clock clock,
            LongSupplier nanos) {
        this.consumer = consumer;
        this.courier = courier;
        this.history = history;
        this.meter = meter;
        this.clock = clock;
        this.nanos = nanos;
        nextTry = nanos.getAsLong();
        consumer.subscribe(List.of(topic), this);
    }

    /** Takes what came, and tries what is due; waits half a second at most when there is nothing to do. */
    void step() throws InterruptedException {
        consumer.poll(bounded(pending.isEmpty() ? POLL.toNanos() : nextTry - nanos.getAsLong()))
                .forEach(pending::add);
        if (pending.isEmpty()) {
            return;
        }
        consumer.pause(consumer.assignment());
        long turn = nanos.getAsLong();
        while (!pending.isEmpty() && nanos.getAsLong() >= nextTry && nanos.getAsLong() - turn < TURN_NANOS) {
            waiting();
            one();
        }
        if (pending.isEmpty()) {
            commit();
            consumer.resume(consumer.assignment());
        }
        waiting();
    }

    private static Duration bounded(long nanos) {
        return Duration.ofNanos(Math.max(0, Math.min(POLL.toNanos(), nanos)));
    }

    private void one() throws InterruptedException {
        ConsumerRecord<byte[], byte[]> record = pending.element();
        Courier.Result result = courier.carry(record);
        if (result.heldMillis() > 0) {
            nextTry = nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(result.heldMillis());
            return;
        }
        pending.remove();
        nextTry = nanos.getAsLong();
        done.put(new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
        if (result.sent()) {
            commit();
        }
    }

    /** Since when the oldest of those held has waited. */
    private void waiting() {
        OptionalLong oldest =
                pending.stream().mapToLong(ConsumerRecord::timestamp).min();
        meter.oldestUndelivered(oldest.orElse(WebhookMeter.NONE));
    }

    private void commit() {
        if (done.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(Map.copyOf(done));
        } catch (WakeupException e) {
            // The stop must not cost what was delivered already: once more, it wakes only once.
            consumer.commitSync(Map.copyOf(done));
        } catch (CommitFailedException | RebalanceInProgressException e) {
            LOG.debug("the group moves on; another member may deliver the last alerts again, with the same ids");
        }
        done.clear();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        Map<TopicPartition, OffsetAndMetadata> known = consumer.committed(new HashSet<>(assigned));
        Set<TopicPartition> fresh = new HashSet<>(assigned);
        fresh.removeIf(partition -> known.get(partition) != null);
        if (!fresh.isEmpty()) {
            begin(fresh);
        }
    }

    /** Where to begin is committed at once: what comes between now and the first delivery is not lost by a stop. */
    private void begin(Set<TopicPartition> fresh) {
        Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(fresh));
        if (!history.isZero()) {
            Map<TopicPartition, Long> times = new HashMap<>();
            fresh.forEach(partition -> times.put(partition, clock.millis() - history.toMillis()));
            consumer.offsetsForTimes(times).forEach((partition, found) -> {
                if (found != null) {
                    ends.put(partition, found.offset());
                }
            });
        }
        Map<TopicPartition, OffsetAndMetadata> starts = new HashMap<>();
        ends.forEach((partition, offset) -> {
            consumer.seek(partition, offset);
            starts.put(partition, new OffsetAndMetadata(offset));
        });
        consumer.commitSync(starts);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
        commit();
        onPartitionsLost(revoked);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
        Set<TopicPartition> gone = new HashSet<>(lost);
        pending.removeIf(record -> gone.contains(new TopicPartition(record.topic(), record.partition())));
        done.keySet().removeAll(gone);
        courier.forget();
        nextTry = nanos.getAsLong();
        waiting();
    }
}
