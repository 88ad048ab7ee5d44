// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.apache.kafka.streams.processor.TaskId;
import org.jspecify.annotations.Nullable;
import org.nidwatch.ops.Lookout;
import org.nidwatch.ops.LookoutSettings;
import org.nidwatch.topology.Standstills.Standstill;
import org.nidwatch.watch.Coverage;

/** What the lookouts of all tasks share: how far behind each partition is, what of it is hidden, and when its state began to be read back. */
final class Lookouts implements StateRestoreListener {
    private record Restoring(String store, int partition) {}

    private final LookoutSettings settings;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Lags lags;
    private final Progress progress;
    private final Map<TaskId, Set<TopicPartition>> reading = new ConcurrentHashMap<>();
    private final Map<Restoring, Long> restoring = new ConcurrentHashMap<>();
    private final Set<TaskId> watching = ConcurrentHashMap.newKeySet();

    /** @param nanos a clock that runs evenly, as {@link System#nanoTime} does */
    Lookouts(LookoutSettings settings, Clock clock, LongSupplier nanos, Lags lags, Progress progress) {
        this.settings = settings;
        this.clock = clock;
        this.nanos = nanos;
        this.lags = lags;
        this.progress = progress;
    }

    Lookout of(@Nullable Integer partition, @Nullable String organisation, Consumer<Coverage> tell) {
        return new Lookout(settings, partition, organisation, tell);
    }

    long now() {
        return clock.millis();
    }

    long nanos() {
        return nanos.getAsLong();
    }

    /** Records that the slowest of these partitions is behind; 0 while that is not known. */
    long lag(Collection<TopicPartition> partitions) {
        return lags.of(partitions);
    }

    /** For how many milliseconds one of these partitions has stood still before what should be read; 0 = none does, or not for long. */
    long standsFor(Collection<TopicPartition> partitions) {
        Standstill longest = progress.longest(partitions);
        return longest == null ? 0 : longest.millis();
    }

    /** What this process does not get to read though it should, of the longest; null = nothing. */
    @Nullable
    Standstill standstill() {
        return progress.longest(reads());
    }

    /** The same as a sentence. */
    @Nullable
    String standstillSentence() {
        return progress.sentence(reads());
    }

    /** Whether all that a partition holds was fetched; false while that is not known. */
    boolean atEnd(TopicPartition partition) {
        return lags.atEnd(partition);
    }

    /** When the state of a store began to be read back, once; {@link Lookout#NEVER} = there was none to read. */
    long restoringSince(String store, int partition) {
        Long since = restoring.remove(new Restoring(store, partition));
        return since == null ? Lookout.NEVER : since;
    }

    /** A task reads these partitions from now on; one of them is of the queries topic, or none. */
    void begins(TaskId task, Set<TopicPartition> partitions, boolean queries) {
        reading.put(task, partitions);
        if (queries) {
            watching.add(task);
        }
    }

    void ends(TaskId task) {
        reading.remove(task);
        watching.remove(task);
    }

    /** All that this process reads at the moment, but for the policy. */
    Set<TopicPartition> reads() {
        return reading.values().stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    }

    /** How many partitions of the queries topic this process watches. */
    int watching() {
        return watching.size();
    }

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long start, long end) {
        restoring.put(new Restoring(store, partition.partition()), clock.millis());
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long end, long records) {}

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long records) {}
}
