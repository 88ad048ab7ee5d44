// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;
import org.nidwatch.ops.Health;

/** Reads the health of a Kafka Streams client. */
final class HealthOfStreams {
    private HealthOfStreams() {}

    static Health of(KafkaStreams streams, long readyLag) {
        KafkaStreams.State state = streams.state();
        boolean live = state.isRunningOrRebalancing() || state == KafkaStreams.State.CREATED;
        if (state != KafkaStreams.State.RUNNING) {
            String what = live ? "partitions are being assigned or state restored" : "the detector is not running";
            return new Health(live, false, "state " + state + ": " + what);
        }
        long tasks = streams.metadataForLocalThreads().stream()
                .mapToLong(thread -> thread.activeTasks().size())
                .sum();
        double lag = lag(streams);
        if (lag > readyLag) {
            return new Health(true, false, String.format("%.0f records behind, more than %d", lag, readyLag));
        }
        return new Health(true, true, "state RUNNING, " + tasks + " tasks");
    }

    /** Records that the slowest partition is behind; 0 while nothing was fetched yet. */
    private static double lag(KafkaStreams streams) {
        double most = 0;
        for (Map.Entry<MetricName, ? extends Metric> metric : streams.metrics().entrySet()) {
            MetricName name = metric.getKey();
            if (name.name().equals("records-lag-max")
                    && name.group().equals("consumer-fetch-manager-metrics")
                    && metric.getValue().metricValue() instanceof Double lag
                    && lag > most) {
                most = lag;
            }
        }
        return most;
    }
}
