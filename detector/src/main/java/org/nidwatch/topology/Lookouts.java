// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.apache.kafka.streams.processor.TaskId;
import org.jspecify.annotations.Nullable;
import org.nidwatch.ops.Lookout;
import org.nidwatch.ops.LookoutSettings;
import org.nidwatch.watch.Coverage;

/** What the lookouts of all tasks share: how far behind each partition is, and when its state began to be read back. */
final class Lookouts implements StateRestoreListener {
    private record Restoring(String store, int partition) {}

    private final LookoutSettings settings;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Lags lags;
    private final Map<Restoring, Long> restoring = new ConcurrentHashMap<>();
    private final Set<TaskId> watching = ConcurrentHashMap.newKeySet();

    /** @param nanos a clock that runs evenly, as {@link System#nanoTime} does */
    Lookouts(LookoutSettings settings, Clock clock, LongSupplier nanos, Lags lags) {
        this.settings = settings;
        this.clock = clock;
        this.nanos = nanos;
        this.lags = lags;
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

    /** Records that a partition of the queries topic is behind; 0 while that is not known. */
    long lag(int partition) {
        return lags.of(partition);
    }

    /** Whether all that a partition of the queries topic holds was fetched; false while that is not known. */
    boolean atEnd(int partition) {
        return lags.atEnd(partition);
    }

    /** When the state of a store began to be read back, once; {@link Lookout#NEVER} = there was none to read. */
    long restoringSince(String store, int partition) {
        Long since = restoring.remove(new Restoring(store, partition));
        return since == null ? Lookout.NEVER : since;
    }

    void begins(TaskId task) {
        watching.add(task);
    }

    void ends(TaskId task) {
        watching.remove(task);
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
