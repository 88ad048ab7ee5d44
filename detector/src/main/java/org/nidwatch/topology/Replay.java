// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.nidwatch.alert.Mode;
import org.nidwatch.ops.Meters;
import org.nidwatch.wire.Wire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The detector over a stretch of history, beside a live one: under an application id of its own, from nothing learned, with
 * alerts of mode REPLAY and no other output. It ends with the records there were when it began. Use: {@link #start}, ask
 * {@link #done} every second or so, {@link #close}, which removes what it left in Kafka.
 */
public final class Replay implements AutoCloseable {
    /** Records are written after their event; so much a producer's clock may be behind it. */
    private static final Duration CLOCKS = Duration.ofDays(1);

    /** What a task's clock may still close after its last record, and say that it has read all. */
    private static final Duration SETTLING = Duration.ofSeconds(ReadToEnd.QUIET_TICKS + 3);

    private static final Logger LOG = LoggerFactory.getLogger(Replay.class);
    private static final DateTimeFormatter STARTED =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final RunnerSettings settings;
    private final StreamsRunner runner;
    private final Admin admin;
    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends;
    private final long total;
    private Map<TopicPartition, Long> followers = Map.of();
    private long queriesDone;

    private Replay(
            RunnerSettings settings,
            StreamsRunner runner,
            Admin admin,
            Consumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> ends,
            long total) {
        this.settings = settings;
        this.runner = runner;
        this.admin = admin;
        this.consumer = consumer;
        this.ends = ends;
        this.total = total;
    }

    /**
     * How far it is.
     *
     * @param reached event time, milliseconds; Long.MIN_VALUE before the first query of the span
     * @param read records looked at
     * @param total records to look at
     */
    public record Progress(long reached, long read, long total) {}

    /**
     * Starts it.
     *
     * @param live how the live detector runs: the replay gets its own application id and larger batches
     * @param detection with the span; its mode must be {@link Mode#REPLAY}
     * @throws DetectorException when it cannot start, with what to change
     */
    public static Replay start(
            RunnerSettings live, DetectionSettings detection, Wire wire, Meters meters, MeterRegistry registry)
            throws DetectorException, InterruptedException {
        if (detection.mode() != Mode.REPLAY) {
            throw new IllegalArgumentException("mode " + detection.mode() + ": must be REPLAY");
        }
        RunnerSettings settings = settings(live, Clock.systemUTC().instant());
        Admin admin = Admin.create(new HashMap<String, Object>(settings.kafka()));
        Consumer<byte[], byte[]> consumer = consumer(settings);
        StreamsRunner runner = new StreamsRunner(settings, detection, wire, meters, registry);
        try {
            List<TopicPartition> queries =
                    partitions(consumer, detection.topics().queries());
            Map<TopicPartition, Long> begins =
                    begins(consumer, queries, detection.span().from());
            Map<TopicPartition, Long> ends = LastRecords.ends(consumer, queries);
            commit(admin, settings.applicationId(), begins);
            Replay replay = new Replay(settings, runner, admin, consumer, ends, count(begins, ends));
            runner.start();
            return replay;
        } catch (KafkaException e) {
            release(runner, consumer, admin);
            throw new DetectorException("cannot prepare the replay at " + settings.servers() + ": " + e.getMessage());
        } catch (DetectorException | InterruptedException | RuntimeException e) {
            release(runner, consumer, admin);
            throw e;
        }
    }

    private static RunnerSettings settings(RunnerSettings live, Instant now) {
        Map<String, String> streams = new HashMap<>(live.streams());
        streams.put("application.id", live.applicationId() + "-replay-" + STARTED.format(now));
        streams.putIfAbsent("commit.interval.ms", "5000");
        streams.putIfAbsent("main.consumer.max.poll.records", "5000");
        return live.withStreams(streams);
    }

    private static Consumer<byte[], byte[]> consumer(RunnerSettings settings) {
        Map<String, Object> properties = new HashMap<>(settings.kafka());
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", "false");
        properties.put("allow.auto.create.topics", "false");
        properties.putIfAbsent("default.api.timeout.ms", "30000");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String topic) {
        List<TopicPartition> partitions = new ArrayList<>();
        consumer.partitionsFor(topic).forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        return partitions;
    }

    private static Map<TopicPartition, Long> begins(
            Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions, long from) {
        Map<TopicPartition, Long> begins = new HashMap<>(consumer.beginningOffsets(partitions));
        long earliest = from < CLOCKS.toMillis() ? 0 : from - CLOCKS.toMillis();
        if (earliest > 0) {
            Map<TopicPartition, Long> times = new HashMap<>();
            partitions.forEach(partition -> times.put(partition, earliest));
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
            for (TopicPartition partition : partitions) {
                OffsetAndTimestamp at = found.get(partition);
                begins.put(partition, at == null ? ends.getOrDefault(partition, 0L) : at.offset());
            }
        }
        return begins;
    }

    private static void commit(Admin admin, String group, Map<TopicPartition, Long> offsets)
            throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
        offsets.forEach((partition, offset) -> committed.put(partition, new OffsetAndMetadata(offset)));
        get(admin.alterConsumerGroupOffsets(group, committed).all());
    }

    private static long count(Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends) {
        long sum = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            sum += Math.max(0, end.getValue() - begins.getOrDefault(end.getKey(), 0L));
        }
        return sum;
    }

    /** How far it is; costs nothing. */
    public Progress progress() {
        return new Progress(runner.course().reached(), runner.course().read(), total);
    }

    /**
     * Whether all records that were there when it began are processed and committed, and what follows from them.
     *
     * @throws DetectorException when it died
     */
    public boolean done() throws DetectorException, InterruptedException {
        if (runner.ended()) {
            runner.await();
            return true;
        }
        Map<TopicPartition, OffsetAndMetadata> committed =
                get(admin.listConsumerGroupOffsets(settings.applicationId()).partitionsToOffsetAndMetadata());
        if (!reached(committed, ends)) {
            return false;
        }
        long now = System.nanoTime();
        if (queriesDone == 0) {
            queriesDone = now;
        }
        if (now - queriesDone < SETTLING.toNanos()) {
            return false;
        }
        Map<TopicPartition, Long> following = LastRecords.ends(consumer, repartitioned());
        boolean stands = following.equals(followers) && reached(committed, following);
        followers = following;
        return stands;
    }

    private List<TopicPartition> repartitioned() throws InterruptedException {
        Set<String> topics = get(admin.listTopics().names());
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            if (topic.startsWith(settings.applicationId() + "-") && topic.endsWith("-repartition")) {
                partitions.addAll(partitions(consumer, topic));
            }
        }
        return partitions;
    }

    private static boolean reached(Map<TopicPartition, OffsetAndMetadata> committed, Map<TopicPartition, Long> ends) {
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            OffsetAndMetadata at = committed.get(end.getKey());
            if (at == null || at.offset() < end.getValue()) {
                return false;
            }
        }
        return true;
    }

    /** Stops, and removes its group and its internal topics. */
    @Override
    public void close() {
        runner.close();
        try {
            List<String> left = get(admin.listTopics().names()).stream()
                    .filter(topic -> topic.startsWith(settings.applicationId() + "-"))
                    .toList();
            get(admin.deleteTopics(left).all());
            get(admin.deleteConsumerGroups(List.of(settings.applicationId())).all());
        } catch (KafkaException e) {
            LOG.warn(
                    "the replay's group and topics ({}) could not be removed: {}",
                    settings.applicationId(),
                    e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            release(runner, consumer, admin);
        }
    }

    private static void release(StreamsRunner runner, Consumer<byte[], byte[]> consumer, Admin admin) {
        runner.close();
        consumer.close();
        admin.close();
    }

    private static <T> T get(KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        }
    }
}
