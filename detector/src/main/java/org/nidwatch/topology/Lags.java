// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;

/**
 * How many records each partition that is read is behind, as this process' consumers saw at their last fetch; asked for at
 * most once a second. Thread-safe.
 */
final class Lags {
    private static final long FRESH_NANOS = 1_000_000_000;

    private final Map<String, String> topics = new HashMap<>();
    private volatile Supplier<Map<MetricName, ? extends Metric>> metrics = Map::of;
    private Map<TopicPartition, Long> known = Map.of();
    private long asked = System.nanoTime() - FRESH_NANOS;

    /** Of these topics. Older clients write dots in topics as underscores, newer ones both ways. */
    Lags(List<String> topics) {
        for (String topic : topics) {
            this.topics.put(topic, topic);
            this.topics.put(topic.replace('.', '_'), topic);
        }
    }

    void from(Supplier<Map<MetricName, ? extends Metric>> source) {
        metrics = source;
    }

    /** Of the slowest of these partitions; 0 while that is not known. */
    long of(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> lags = now();
        return partitions.stream()
                .mapToLong(partition -> lags.getOrDefault(partition, 0L))
                .max()
                .orElse(0);
    }

    /** Whether a consumer has fetched from the partition and was at its end. */
    boolean atEnd(TopicPartition partition) {
        return Long.valueOf(0).equals(now().get(partition));
    }

    /** Of the slowest partition. */
    long most() {
        return now().values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private synchronized Map<TopicPartition, Long> now() {
        long nanos = System.nanoTime();
        if (nanos - asked >= FRESH_NANOS) {
            asked = nanos;
            known = read(metrics.get());
        }
        return known;
    }

    private Map<TopicPartition, Long> read(Map<MetricName, ? extends Metric> all) {
        Map<TopicPartition, Long> lags = new HashMap<>();
        all.forEach((name, metric) -> {
            String topic = topics.get(name.tags().getOrDefault("topic", ""));
            if (topic != null
                    && name.name().equals("records-lag")
                    && name.group().equals("consumer-fetch-manager-metrics")
                    && metric.metricValue() instanceof Double lag
                    && lag >= 0) {
                int partition = Integer.parseInt(name.tags().getOrDefault("partition", "-1"));
                lags.merge(new TopicPartition(topic, partition), lag.longValue(), Math::max);
            }
        });
        return lags;
    }
}
