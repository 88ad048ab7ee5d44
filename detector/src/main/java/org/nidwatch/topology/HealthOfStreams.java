// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.ThreadMetadata;
import org.nidwatch.ops.Health;

/** Reads the health of a Kafka Streams client. */
final class HealthOfStreams {
    private HealthOfStreams() {}

    /**
     * Ready is who looks.
     *
     * @param lag records that the slowest partition is behind
     * @param lagLimit how many it may be behind
     * @param waiting threads that wait for the schema registry
     */
    static Health of(KafkaStreams streams, long lag, long lagLimit, int waiting) {
        KafkaStreams.State state = streams.state();
        boolean live = state.isRunningOrRebalancing() || state == KafkaStreams.State.CREATED;
        if (state != KafkaStreams.State.RUNNING) {
            String what = live ? "partitions are being assigned or state restored" : "the detector is not running";
            return new Health(live, false, "state " + state + ": " + what);
        }
        long tasks = 0;
        long standbys = 0;
        for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
            tasks += thread.activeTasks().size();
            standbys += thread.standbyTasks().size();
        }
        if (tasks == 0) {
            return new Health(
                    true,
                    false,
                    standbys > 0
                            ? "no task is assigned to this member yet: it brings up the state of " + standbys
                                    + " beside another that watches them, and takes its share over within minutes"
                                    + " (streams.probing.rebalance.interval.ms)"
                            : "no task is assigned to this member: there are more members than partitions");
        }
        if (waiting > 0) {
            return new Health(true, false, "waiting for the schema registry; no query is skipped");
        }
        if (lag > lagLimit) {
            return new Health(true, false, lag + " records behind, more than " + lagLimit + " (health.ready.lag)");
        }
        return new Health(true, true, "state RUNNING, " + tasks + " tasks");
    }
}
