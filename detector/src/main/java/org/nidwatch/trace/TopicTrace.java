// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.trace;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.nidwatch.wire.Wire;

/**
 * Reads the queries topic for a trace: every partition from the span's begin to where it ended when asked, several threads side
 * by side, each with a plain consumer. With a checkpoint file it takes up where a stopped or killed run of the same sample, span
 * and topic stood. One for a run.
 */
public final class TopicTrace {
    /** A record may be a little older than the query in it: clocks differ. */
    private static final long CLOCKS_MILLIS = 600_000;

    private static final long LOOK_MILLIS = 100;

    private final Source source;
    private final @Nullable Path checkpointFile;
    private final Duration checkpointEvery;
    private final LongAdder progress = new LongAdder();
    private final Map<Integer, Long> next = new TreeMap<>();
    private final Map<Integer, Long> oldest = new HashMap<>();

    /** Partitions that are read from their first record on. */
    private final Set<Integer> wholePartitions = new HashSet<>();

    private Map<Integer, Long> ends = new TreeMap<>();
    private Map<Integer, Long> beginnings = new TreeMap<>();
    private byte @Nullable [] earlier;
    private volatile long all;
    private long records;
    private long unreadable;
    private long lost;
    private boolean resumed;
    private boolean complete;
    private @Nullable LookUps result;

    /**
     * Where the queries are.
     *
     * @param topic the queries topic
     * @param consumers makes a consumer outside any group
     * @param wire reads what is in it
     * @param threads that read, 1 to 64; no more than there are partitions
     */
    public record Source(String topic, Supplier<Consumer<byte[], byte[]>> consumers, Wire wire, int threads) {
        public Source {
            if (threads < 1 || threads > 64) {
                throw new IllegalArgumentException("--threads " + threads + ": must be within [1, 64]");
            }
        }
    }

    /**
     * Nothing read yet.
     *
     * @param checkpointFile where a stopped run can be taken up; null = nowhere
     */
    public TopicTrace(Source source, @Nullable Path checkpointFile, Duration checkpointEvery) {
        this.source = source;
        this.checkpointFile = checkpointFile;
        this.checkpointEvery = checkpointEvery;
    }

    /** The name of the run's checkpoint file where nobody gave one: tells runs apart, and says nothing of the sample. */
    public static String checkpointName(Sample sample, Span span, String topic) {
        return "trace-" + new RunIdentity(sample, span, topic).name() + ".checkpoint";
    }

    /**
     * Reads on until the ends, or until the stop is wished; then {@link #complete} tells which.
     *
     * @param restart whether a checkpoint is to be thrown away
     * @throws TraceException when the topic is missing or silent, or the checkpoint is another run's
     */
    public LookUps run(Sample sample, Span span, boolean restart, BooleanSupplier stop)
            throws IOException, InterruptedException {
        Checkpoint checkpoint = checkpointFile == null
                ? null
                : new Checkpoint(checkpointFile, new RunIdentity(sample, span, source.topic()));
        if (checkpoint != null && restart) {
            checkpoint.remove();
        }
        plan(sample, span, checkpoint == null ? null : checkpoint.read());
        List<TracePart> parts = parts(sample, span);
        List<Thread> threads = start(parts);
        try {
            watch(parts, threads, checkpoint, stop);
        } finally {
            parts.forEach(TracePart::stop);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        for (TracePart part : parts) {
            RuntimeException failure = part.failure();
            if (failure != null) {
                throw failure;
            }
        }
        return finish(sample, span, parts, checkpoint);
    }

    private void plan(Sample sample, Span span, Checkpoint.@Nullable Content kept) throws IOException {
        try (Consumer<byte[], byte[]> consumer = source.consumers().get()) {
            List<TopicPartition> partitions = partitions(consumer);
            beginnings = byNumber(consumer.beginningOffsets(partitions));
            if (kept == null) {
                ends = byNumber(consumer.endOffsets(partitions));
                next.putAll(starts(consumer, partitions, span.from()));
                next.forEach((partition, at) -> {
                    if (at.equals(beginnings.get(partition))) {
                        wholePartitions.add(partition);
                    }
                });
            } else {
                takeUp(sample, span, kept);
            }
        }
        all = next.entrySet().stream()
                .mapToLong(each -> Math.max(0, ends.getOrDefault(each.getKey(), 0L) - each.getValue()))
                .sum();
    }

    private List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer) {
        List<PartitionInfo> found = consumer.partitionsFor(source.topic());
        if (found == null || found.isEmpty()) {
            throw new TraceException(
                    "there is no topic " + source.topic() + ": is topics.prefix right, and is this the right Kafka?");
        }
        return found.stream()
                .map(one -> new TopicPartition(source.topic(), one.partition()))
                .toList();
    }

    private static Map<Integer, Long> byNumber(Map<TopicPartition, Long> offsets) {
        Map<Integer, Long> byNumber = new TreeMap<>();
        offsets.forEach((partition, offset) -> byNumber.put(partition.partition(), offset));
        return byNumber;
    }

    // A record is never older than its query, but for clocks that differ.
    private Map<Integer, Long> starts(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions, long from) {
        Map<Integer, Long> starts = new TreeMap<>(beginnings);
        if (from > CLOCKS_MILLIS) {
            Map<TopicPartition, Long> times = new HashMap<>();
            partitions.forEach(each -> times.put(each, from - CLOCKS_MILLIS));
            Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
            for (TopicPartition each : partitions) {
                OffsetAndTimestamp at = found.get(each);
                starts.put(each.partition(), at == null ? ends.getOrDefault(each.partition(), 0L) : at.offset());
            }
        }
        return starts;
    }

    private void takeUp(Sample sample, Span span, Checkpoint.Content kept) throws IOException {
        resumed = true;
        ends = new TreeMap<>(kept.ends());
        kept.next().forEach((partition, at) -> {
            long beginning = beginnings.getOrDefault(partition, 0L);
            long end = ends.getOrDefault(partition, 0L);
            lost += Math.max(0, Math.min(beginning, end) - at);
            next.put(partition, Math.max(beginning, at));
        });
        oldest.putAll(kept.oldest());
        wholePartitions.addAll(kept.oldest().keySet());
        records = kept.records();
        unreadable = kept.unreadable();
        earlier = written(merged(sample, span, kept.parts()));
    }

    private static LookUps merged(Sample sample, Span span, List<byte[]> parts) throws IOException {
        LookUps merged = new LookUps(sample, span);
        for (byte[] part : parts) {
            merged.merge(LookUps.read(sample, span, new DataInputStream(new ByteArrayInputStream(part))));
        }
        return merged;
    }

    private static byte[] written(LookUps lookUps) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        lookUps.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    /** The largest partitions first, each to the thread with the least to read. */
    private List<TracePart> parts(Sample sample, Span span) {
        List<Integer> open = next.keySet().stream()
                .filter(partition -> left(partition) > 0)
                .sorted(Comparator.comparingLong((Integer partition) -> -left(partition)))
                .toList();
        int threads = Math.max(1, Math.min(source.threads(), open.size()));
        List<Map<Integer, Long>> shares = new ArrayList<>();
        long[] load = new long[threads];
        for (int i = 0; i < threads; i++) {
            shares.add(new TreeMap<>());
        }
        for (int partition : open) {
            int least = 0;
            for (int i = 1; i < threads; i++) {
                least = load[i] < load[least] ? i : least;
            }
            load[least] += left(partition);
            shares.get(least).put(partition, next.getOrDefault(partition, 0L));
        }
        return shares.stream()
                .filter(share -> !share.isEmpty())
                .map(share -> new TracePart(source, share, ends, new LookUps(sample, span), progress, checkpointEvery))
                .toList();
    }

    private long left(int partition) {
        return ends.getOrDefault(partition, 0L) - next.getOrDefault(partition, 0L);
    }

    private static List<Thread> start(List<TracePart> parts) {
        List<Thread> threads = new ArrayList<>();
        for (TracePart part : parts) {
            Thread thread = new Thread(part, "trace-" + threads.size());
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        return threads;
    }

    private void watch(
            List<TracePart> parts, List<Thread> threads, @Nullable Checkpoint checkpoint, BooleanSupplier stop)
            throws IOException, InterruptedException {
        long written = System.nanoTime();
        while (threads.stream().anyMatch(Thread::isAlive)) {
            for (Thread thread : threads) {
                thread.join(LOOK_MILLIS);
            }
            if (stop.getAsBoolean() || parts.stream().anyMatch(part -> part.failure() != null)) {
                parts.forEach(TracePart::stop);
            }
            if (checkpoint != null && System.nanoTime() - written > checkpointEvery.toNanos()) {
                checkpoint.write(content(parts));
                written = System.nanoTime();
            }
        }
    }

    private Checkpoint.Content content(List<TracePart> parts) {
        Map<Integer, Long> standing = new TreeMap<>(next);
        Map<Integer, Long> met = new TreeMap<>(oldest);
        List<byte[]> counted = new ArrayList<>();
        byte[] before = earlier;
        if (before != null) {
            counted.add(before);
        }
        long read = records;
        long bad = unreadable;
        for (TracePart part : parts) {
            TracePart.Snapshot latest = part.latest();
            if (latest != null) {
                standing.putAll(latest.next());
                latest.oldest().forEach((partition, time) -> {
                    if (wholePartitions.contains(partition)) {
                        met.merge(partition, time, Math::min);
                    }
                });
                counted.add(latest.counted());
                read += latest.records();
                bad += latest.unreadable();
            }
        }
        return new Checkpoint.Content(standing, ends, met, read, bad, counted);
    }

    private LookUps finish(Sample sample, Span span, List<TracePart> parts, @Nullable Checkpoint checkpoint)
            throws IOException {
        Checkpoint.Content content = content(parts);
        LookUps merged = merged(sample, span, content.parts());
        oldest.putAll(content.oldest());
        records = content.records();
        unreadable = content.unreadable();
        complete = content.next().entrySet().stream()
                .allMatch(each -> each.getValue() >= ends.getOrDefault(each.getKey(), 0L));
        if (checkpoint != null) {
            if (complete) {
                checkpoint.remove();
            } else {
                checkpoint.write(new Checkpoint.Content(
                        content.next(), ends, content.oldest(), records, unreadable, List.of(written(merged))));
            }
        }
        result = merged;
        return merged;
    }

    /** Whether it went to the ends; when not, the same run takes it up from its checkpoint. */
    public boolean complete() {
        return complete;
    }

    /** Whether it took up an earlier run. */
    public boolean resumed() {
        return resumed;
    }

    /** Records read in this process so far; may be asked from another thread. */
    public long progress() {
        return progress.sum();
    }

    /** How much of what this process has to read is read, 0 to 1; may be asked from another thread. */
    public double part() {
        return all == 0 ? 0 : Math.min(1, (double) progress.sum() / all);
    }

    /** What was read of the span; after {@link #run}. */
    public Coverage coverage(Span span) {
        long from = span.from();
        boolean deleted = false;
        for (Map.Entry<Integer, Long> each : oldest.entrySet()) {
            boolean cut = beginnings.getOrDefault(each.getKey(), 0L) > 0;
            if (each.getValue() > from && cut) {
                from = each.getValue();
                deleted = true;
            }
        }
        LookUps read = result;
        long newest = read == null ? Long.MIN_VALUE : read.newest();
        if (!deleted && !oldest.isEmpty() && read != null && read.oldest() != Long.MAX_VALUE) {
            from = Math.max(from, read.oldest());
        }
        return new Coverage(from, newest, deleted, records, unreadable, lost);
    }
}
