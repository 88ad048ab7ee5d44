// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;

/**
 * How many records each partition of the queries topic is behind, as this process' consumers saw at their last fetch; asked
 * for at most once a second. Thread-safe.
 */
final class Lags {
    private static final long FRESH_NANOS = 1_000_000_000;

    private final String topic;
    private volatile Supplier<Map<MetricName, ? extends Metric>> metrics = Map::of;
    private Map<Integer, Long> known = Map.of();
    private long asked = System.nanoTime() - FRESH_NANOS;

    Lags(String topic) {
        this.topic = topic;
    }

    void from(Supplier<Map<MetricName, ? extends Metric>> source) {
        metrics = source;
    }

    long of(int partition) {
        return now().getOrDefault(partition, 0L);
    }

    /** Whether a consumer has fetched from the partition and was at its end. */
    boolean atEnd(int partition) {
        return Long.valueOf(0).equals(now().get(partition));
    }

    /** Of the slowest partition. */
    long most() {
        return now().values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private synchronized Map<Integer, Long> now() {
        long nanos = System.nanoTime();
        if (nanos - asked >= FRESH_NANOS) {
            asked = nanos;
            known = read(metrics.get());
        }
        return known;
    }

    private Map<Integer, Long> read(Map<MetricName, ? extends Metric> all) {
        Map<Integer, Long> lags = new HashMap<>();
        all.forEach((name, metric) -> {
            if (name.name().equals("records-lag")
                    && name.group().equals("consumer-fetch-manager-metrics")
                    && ours(name.tags().get("topic"))
                    && metric.metricValue() instanceof Double lag
                    && lag >= 0) {
                lags.merge(Integer.valueOf(name.tags().getOrDefault("partition", "-1")), lag.longValue(), Math::max);
            }
        });
        return lags;
    }

    /** Older clients write dots in topics as underscores, newer ones both ways. */
    private boolean ours(@Nullable String tag) {
        return topic.equals(tag) || topic.replace('.', '_').equals(tag);
    }
}
