// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.nidwatch.console.ConsoleInlet;
import org.nidwatch.console.ConsoleInlet.FeedState;
import org.nidwatch.wire.RegistryUnavailableException;
import org.nidwatch.wire.Wire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads for the console, outside any group, what all instances wrote: so each shows everything, also after a restart. Committed
 * records alone. What people decided is read whole, the rest from its end backwards as far as {@link ConsoleTopics} says; then
 * all is followed. One thread; a Kafka or registry that is away is waited for.
 */
public final class ConsoleFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleFeed.class);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final long ASK_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long PAUSE_MILLIS = 2_000;

    private final Map<String, Object> client;
    private final ConsoleTopics topics;
    private final ConsoleInlet inlet;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "nidwatch-console-feed");

    /** How far each partition was taken. */
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    private final Set<String> denied = new TreeSet<>();
    private volatile @Nullable Consumer<byte[], byte[]> consumer;

    private ConsoleFeed(RunnerSettings settings, TopicNames names, Wire wire, ConsoleInlet inlet) {
        client = new HashMap<>(settings.kafka());
        client.put("isolation.level", "read_committed");
        client.put("enable.auto.commit", "false");
        client.put("allow.auto.create.topics", "false");
        client.put("auto.offset.reset", "earliest");
        client.put("max.poll.records", "2000");
        client.putIfAbsent("default.api.timeout.ms", "15000");
        client.remove("group.id");
        this.inlet = inlet;
        topics = new ConsoleTopics(names, wire, inlet);
        thread.setDaemon(true);
    }

    /** Starts reading; what goes wrong is told to the inlet, and tried again. */
    public static ConsoleFeed start(RunnerSettings settings, TopicNames topics, Wire wire, ConsoleInlet inlet) {
        ConsoleFeed feed = new ConsoleFeed(settings, topics, wire, inlet);
        feed.thread.start();
        return feed;
    }

    private void run() {
        try {
            while (!stopped()) {
                attempt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt() throws InterruptedException {
        try (Consumer<byte[], byte[]> made =
                new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer = made;
            if (!stopped()) {
                load(made);
                follow(made);
            }
        } catch (WakeupException e) {
            // It stops.
        } catch (KafkaException e) {
            LOG.warn("the console cannot read its topics: {}; it tries again", e.getMessage());
            inlet.feed(FeedState.BROKEN, "Kafka does not answer the console; what is shown is old");
            pause();
        } finally {
            consumer = null;
        }
    }

    private void load(Consumer<byte[], byte[]> from) throws InterruptedException {
        List<TopicPartition> assigned = new ArrayList<>();
        for (List<ConsoleTopics.Source> stage : topics.stages()) {
            List<TopicPartition> fresh = new ArrayList<>();
            for (ConsoleTopics.Source source : stage) {
                List<TopicPartition> partitions = partitions(from, source.topic());
                assigned.addAll(partitions);
                from.assign(assigned);
                seek(from, source, partitions);
                fresh.addAll(partitions);
            }
            Map<TopicPartition, Long> ends = from.endOffsets(fresh);
            while (!stopped() && !reached(from, ends)) {
                take(from);
            }
        }
    }

    /** Waits for a topic that is not there yet; none when it may not be read. */
    private List<TopicPartition> partitions(Consumer<byte[], byte[]> from, String topic) throws InterruptedException {
        List<TopicPartition> found = new ArrayList<>();
        while (found.isEmpty() && !stopped()) {
            List<PartitionInfo> infos;
            try {
                infos = from.partitionsFor(topic);
            } catch (AuthorizationException e) {
                denied.add(topic);
                return List.of();
            }
            if (infos == null || infos.isEmpty()) {
                inlet.feed(FeedState.LOADING, "there is no topic " + topic + " yet");
                pause();
            } else {
                infos.forEach(info -> found.add(new TopicPartition(topic, info.partition())));
            }
        }
        denied.remove(topic);
        return found;
    }

    private void seek(Consumer<byte[], byte[]> from, ConsoleTopics.Source source, List<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> begins = from.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = from.endOffsets(partitions);
        Map<TopicPartition, Long> since = since(from, source, partitions);
        for (TopicPartition partition : partitions) {
            long begin = begins.getOrDefault(partition, 0L);
            long end = ends.getOrDefault(partition, 0L);
            long least = Math.max(begin, end - source.most() / partitions.size());
            long start = source.days() == 0 ? begin : Math.max(least, since.getOrDefault(partition, end));
            from.seek(partition, positions.getOrDefault(partition, start));
        }
    }

    private static Map<TopicPartition, Long> since(
            Consumer<byte[], byte[]> from, ConsoleTopics.Source source, List<TopicPartition> partitions) {
        Map<TopicPartition, Long> found = new HashMap<>();
        if (source.days() > 0) {
            Map<TopicPartition, Long> times = new HashMap<>();
            long time =
                    System.currentTimeMillis() - Duration.ofDays(source.days()).toMillis();
            partitions.forEach(partition -> times.put(partition, time));
            Map<TopicPartition, OffsetAndTimestamp> offsets = from.offsetsForTimes(times);
            offsets.forEach((partition, at) -> {
                if (at != null) {
                    found.put(partition, at.offset());
                }
            });
        }
        return found;
    }

    private static boolean reached(Consumer<byte[], byte[]> from, Map<TopicPartition, Long> ends) {
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            if (from.position(end.getKey()) < end.getValue()) {
                return false;
            }
        }
        return true;
    }

    private void follow(Consumer<byte[], byte[]> from) throws InterruptedException {
        long asked = System.nanoTime();
        current();
        Set<TopicPartition> all = new HashSet<>(from.assignment());
        while (!stopped()) {
            take(from);
            if (System.nanoTime() - asked > ASK_NANOS) {
                // A poll of a broker that is away says nothing; a question does.
                from.endOffsets(all.stream().limit(1).toList(), ANSWER);
                asked = System.nanoTime();
                current();
                if (grown(from, all)) {
                    LOG.info("a topic of the console has more partitions than before; they are read, too");
                    return;
                }
            }
        }
    }

    /** Whether a topic has more partitions than are read: the client learns of them within {@code metadata.max.age.ms}. */
    private static boolean grown(Consumer<byte[], byte[]> from, Set<TopicPartition> all) {
        Map<String, Integer> read = new HashMap<>();
        all.forEach(each -> read.merge(each.topic(), 1, Integer::sum));
        for (Map.Entry<String, Integer> each : read.entrySet()) {
            if (from.partitionsFor(each.getKey(), ANSWER).size() > each.getValue()) {
                return true;
            }
        }
        return false;
    }

    private void current() {
        inlet.feed(
                FeedState.CURRENT,
                denied.isEmpty()
                        ? "all that was written is known"
                        : "Kafka denies the console the right to read " + String.join(", ", denied)
                                + "; `nidwatch topics` prints the ACLs");
    }

    private void take(Consumer<byte[], byte[]> from) throws InterruptedException {
        for (ConsumerRecord<byte[], byte[]> each : from.poll(POLL)) {
            while (!taken(each)) {
                inlet.feed(FeedState.BROKEN, "the schema registry does not answer; what is shown is old");
                if (pause()) {
                    return;
                }
            }
            positions.put(new TopicPartition(each.topic(), each.partition()), each.offset() + 1);
        }
    }

    /** False when the registry is to be asked again. */
    private boolean taken(ConsumerRecord<byte[], byte[]> record) {
        try {
            topics.take(record.topic(), record.key(), record.value());
            return true;
        } catch (RegistryUnavailableException e) {
            return false;
        }
    }

    /** Answers whether it stops. */
    private boolean pause() throws InterruptedException {
        return stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private boolean stopped() {
        return stop.getCount() == 0;
    }

    @Override
    public void close() {
        stop.countDown();
        Consumer<byte[], byte[]> reading = consumer;
        if (reading != null) {
            reading.wakeup();
        }
        try {
            thread.join(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
