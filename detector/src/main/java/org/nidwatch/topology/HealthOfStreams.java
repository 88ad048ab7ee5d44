// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.ThreadMetadata;
import org.jspecify.annotations.Nullable;
import org.nidwatch.ops.Health;

/** Reads the health of a Kafka Streams client. */
final class HealthOfStreams {
    /** Who comes is without tasks for seconds while the group gives it some; after that it is not going to get any. */
    private static final long STANDS_BY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier nanos;
    private boolean idle;
    private long idleSince;

    /** @param nanos a clock as {@link System#nanoTime} */
    HealthOfStreams(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * What a client does.
     *
     * @param tasks that it works on
     * @param standbys whose state it brings up
     */
    record Work(KafkaStreams.State state, int tasks, int standbys) {
        static Work of(KafkaStreams streams) {
            KafkaStreams.State state = streams.state();
            int tasks = 0;
            int standbys = 0;
            if (state == KafkaStreams.State.RUNNING) {
                for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
                    tasks += thread.activeTasks().size();
                    standbys += thread.standbyTasks().size();
                }
            }
            return new Work(state, tasks, standbys);
        }
    }

    /**
     * Ready is who looks, and who has been given nothing for a minute: a rolling restart must not wait for work that the group
     * does not give. Whether all is looked at no member can say for the others.
     *
     * @param lag records that the slowest partition is behind
     * @param lagLimit how many it may be behind
     * @param waiting threads that wait for the schema registry
     * @param standstill what it does not get to read though it should, a sentence; null = nothing
     */
    synchronized Health of(Work work, long lag, long lagLimit, int waiting, @Nullable String standstill) {
        boolean wasIdle = idle;
        idle = work.state() == KafkaStreams.State.RUNNING && work.tasks() == 0 && work.standbys() == 0;
        if (idle && !wasIdle) {
            idleSince = nanos.getAsLong();
        }
        if (work.state() != KafkaStreams.State.RUNNING) {
            boolean live = work.state().isRunningOrRebalancing() || work.state() == KafkaStreams.State.CREATED;
            String what = live ? "partitions are being assigned or state restored" : "the detector is not running";
            return new Health(live, false, "state " + work.state() + ": " + what);
        }
        if (idle) {
            boolean standsBy = nanos.getAsLong() - idleSince >= STANDS_BY_NANOS;
            return new Health(
                    true,
                    standsBy,
                    "no task is assigned to this member: "
                            + (standsBy
                                    ? "it stands by until it gets one (whether others watch all:"
                                            + " nidwatch_partitions_watched over all instances)"
                                    : "it waits for a minute whether it gets one"));
        }
        if (work.tasks() == 0) {
            return new Health(
                    true,
                    false,
                    "no task is assigned to this member yet: it brings up the state of " + work.standbys()
                            + " beside another that watches them, and takes its share over within minutes"
                            + " (streams.probing.rebalance.interval.ms)");
        }
        if (waiting > 0) {
            return new Health(true, false, "waiting for the schema registry; no query is skipped");
        }
        if (lag > lagLimit) {
            return new Health(true, false, lag + " records behind, more than " + lagLimit + " (health.ready.lag)");
        }
        if (standstill != null) {
            return new Health(true, false, standstill);
        }
        return new Health(true, true, "state RUNNING, " + work.tasks() + " tasks");
    }
}
