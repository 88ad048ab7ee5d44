// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Kafka again and again how far the partitions that this process reads are written, committed and read. */
final class ProgressCheck implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressCheck.class);
    private static final int ANSWER_MILLIS = 5_000;
    private static final Duration POLL = Duration.ofMillis(200);

    private final RunnerSettings settings;
    private final Supplier<Set<TopicPartition>> partitions;
    private final Progress progress;
    private final long pauseMillis;
    private final CountDownLatch stop = new CountDownLatch(1);
    /** Up to here there is no record for the group to read, only ends of transactions and what was aborted. */
    private final Map<TopicPartition, Long> nothingBefore = new HashMap<>();

    /**
     * Asks nothing before {@link #start}.
     *
     * @param partitions what this process reads at the moment
     * @param progress hears the answers
     * @param pauseMillis between one answer and the next question
     */
    ProgressCheck(
            RunnerSettings settings, Supplier<Set<TopicPartition>> partitions, Progress progress, long pauseMillis) {
        this.settings = settings;
        this.partitions = partitions;
        this.progress = progress;
        this.pauseMillis = pauseMillis;
    }

    void start() {
        Thread thread = new Thread(this::run, "progress-check");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        Properties properties = new Properties();
        properties.putAll(settings.kafka());
        try (Admin admin = Admin.create(properties)) {
            while (!stop.await(pauseMillis, TimeUnit.MILLISECONDS)) {
                try {
                    look(admin);
                } catch (KafkaException e) {
                    LOG.warn("how far partitions are written and read is not known: {}", e.getMessage());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (KafkaException e) {
            LOG.warn("nobody looks whether what is written is read: {}", e.getMessage());
        }
    }

    private void look(Admin admin) throws InterruptedException {
        Set<TopicPartition> read = partitions.get();
        progress.only(read);
        if (read.isEmpty()) {
            return;
        }
        // The end of all records first, the group's place last: what moves between the answers must not seem to stand.
        Map<TopicPartition, Long> written = ends(admin, read, IsolationLevel.READ_UNCOMMITTED);
        Map<TopicPartition, Long> stable = ends(admin, read, IsolationLevel.READ_COMMITTED);
        written.forEach((partition, end) -> {
            Long decided = stable.get(partition);
            // No answer is no news: what stood still goes on doing so.
            if (decided != null) {
                progress.undecided().seen(partition, decided, end);
            }
        });
        Map<TopicPartition, OffsetAndMetadata> group = group(admin);
        if (group != null) {
            stable.forEach((partition, decided) -> unread(partition, group.get(partition), decided));
        }
    }

    private void unread(TopicPartition partition, @Nullable OffsetAndMetadata at, long stable) {
        long place = Math.max(at == null ? 0 : at.offset(), nothingBefore.getOrDefault(partition, 0L));
        progress.unread().seen(partition, place, stable);
        if (progress.unread().halfway(partition) && !holds(partition, place, stable)) {
            nothingBefore.put(partition, stable);
            progress.unread().seen(partition, stable, stable);
        }
    }

    /** Of those that can be told: while a broker is away the others' partitions have ends. */
    private static Map<TopicPartition, Long> ends(Admin admin, Set<TopicPartition> partitions, IsolationLevel isolation)
            throws InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        ListOffsetsOptions options = new ListOffsetsOptions(isolation);
        options.timeoutMs(ANSWER_MILLIS);
        ListOffsetsResult result = admin.listOffsets(latest, options);
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (TopicPartition partition : partitions) {
            try {
                ends.put(partition, result.partitionResult(partition).get().offset());
            } catch (ExecutionException e) {
                LOG.debug("the end of {} is not known: {}", partition, String.valueOf(e.getCause()));
            }
        }
        return ends;
    }

    private @Nullable Map<TopicPartition, OffsetAndMetadata> group(Admin admin) throws InterruptedException {
        try {
            return admin.listConsumerGroupOffsets(settings.applicationId())
                    .partitionsToOffsetAndMetadata()
                    .get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("how far the group has come is not known: {}", String.valueOf(e.getCause()));
            return null;
        }
    }

    /** Whether there is a record to read; true when that cannot be told. */
    private boolean holds(TopicPartition partition, long from, long to) {
        Properties properties = new Properties();
        properties.putAll(settings.kafka());
        properties.put("isolation.level", "read_committed");
        properties.put("auto.offset.reset", "earliest");
        properties.put("enable.auto.commit", "false");
        properties.put("max.poll.records", "1");
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ANSWER_MILLIS);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, from);
            while (consumer.poll(POLL).isEmpty()) {
                if (consumer.position(partition) >= to) {
                    return false;
                }
                if (System.nanoTime() > deadline) {
                    return true;
                }
            }
            return true;
        } catch (KafkaException e) {
            LOG.debug("whether {} holds a record is not known: {}", partition, e.getMessage());
            return true;
        }
    }

    @Override
    public void close() {
        stop.countDown();
    }
}
