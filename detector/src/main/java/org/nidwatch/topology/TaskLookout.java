// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.nidwatch.ops.Lookout;
import org.nidwatch.ops.Meters;
import org.nidwatch.watch.Coverage;

/**
 * The lookout of one task: what it remembers lies in the task's own store, so it is committed with the records that were
 * judged, and what it tells leaves with them. Spans found at the start wait for the first tick: nothing can be sent before.
 */
final class TaskLookout {
    /** Under an empty organisation id; no kind of piece of the watch or the federation has this number. */
    private static final Bytes KEY = Bytes.wrap(new byte[] {0, -1});

    private static final byte VERSION = 1;

    private final Lookouts shared;
    private final Meters meters;
    private final String store;
    private final @Nullable String organisation;
    private final Function<String, List<String>> topics;
    private final List<Coverage> told = new ArrayList<>();
    private long remembered = Lookout.NEVER;
    private @Nullable Lookout lookout;
    private @Nullable TaskId task;
    private List<TopicPartition> partitions = List.of();

    /**
     * A lookout that begins with its task.
     *
     * @param store where it remembers
     * @param organisation whose task it is; null = of one partition of the queries topic
     * @param topics what it reads, by the application's id; what it watches first
     */
    TaskLookout(
            Lookouts shared,
            Meters meters,
            String store,
            @Nullable String organisation,
            Function<String, List<String>> topics) {
        this.shared = shared;
        this.meters = meters;
        this.store = store;
        this.organisation = organisation;
        this.topics = topics;
    }

    /** Takes back what it remembers; false when the piece is not its own. */
    boolean restore(Bytes key, byte[] value) {
        if (!key.equals(KEY)) {
            return false;
        }
        ByteBuffer bytes = ByteBuffer.wrap(value);
        // Another version's memory is no memory: as at a first start.
        remembered = bytes.get() == VERSION ? bytes.getLong() : Lookout.NEVER;
        return true;
    }

    void begin(ProcessorContext<?, ?> context) {
        TaskId id = context.taskId();
        Integer partition = organisation == null ? Integer.valueOf(id.partition()) : null;
        Lookout made = shared.of(partition, organisation, told::add);
        made.begin(remembered, shared.restoringSince(store, id.partition()), shared.now(), shared.nanos());
        lookout = made;
        task = id;
        partitions = topics.apply(context.applicationId()).stream()
                .map(topic -> new TopicPartition(topic, id.partition()))
                .toList();
        shared.begins(id, Set.copyOf(partitions), organisation == null);
    }

    void tick(Consumer<Coverage> send) {
        Lookout live = lookout;
        if (live == null) {
            return;
        }
        live.tick(shared.now(), shared.nanos(), shared.lag(partitions), shared.standsFor(partitions));
        for (Coverage each : told) {
            meters.blind(each);
            send.accept(each);
        }
        told.clear();
    }

    /** Whether the task's consumer is at the end of its partition. */
    boolean atEnd() {
        return task != null && shared.atEnd(partitions.get(0));
    }

    void counted(String organisationId) {
        if (lookout != null) {
            lookout.counted(organisationId);
        }
    }

    void rejected(@Nullable String organisationId) {
        if (lookout != null) {
            lookout.rejected(organisationId);
        }
    }

    /** Remembers until when it looked; not before what it found at the start has been told. */
    void keep(KeyValueStore<Bytes, byte[]> kept) {
        if (lookout != null && told.isEmpty()) {
            byte[] value = ByteBuffer.allocate(1 + Long.BYTES)
                    .put(VERSION)
                    .putLong(lookout.looked())
                    .array();
            kept.put(KEY, value);
        }
    }

    void close() {
        if (task != null) {
            shared.ends(task);
        }
        lookout = null;
        task = null;
        told.clear();
    }
}
