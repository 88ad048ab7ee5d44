// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;
import org.apache.kafka.streams.processor.WallclockTimestampExtractor;

/** What we set of Kafka Streams, and why; {@code kafka.*} and {@code streams.*} of the user win. */
final class StreamsProperties {
    private static final int MAX_THREADS = 4;
    /** The larger a poll, the more of an organisation's records are gone through while its memory is at hand. */
    private static final String POLLED_RECORDS = "10000";
    /** More than a group has tasks: all of what a new member will watch is brought up at once. */
    private static final String WARM_UPS = "1000";

    private StreamsProperties() {}

    static Properties of(RunnerSettings settings) {
        Properties properties = new Properties();
        basics(properties, settings);
        failures(properties);
        polls(properties, settings.batchedPolls());
        latency(properties, settings);
        properties.putAll(settings.kafka());
        properties.putAll(settings.streams());
        if (settings.batchedPolls()) {
            fold(properties);
        }
        return properties;
    }

    /**
     * For how many milliseconds a transaction may stand open before what stands behind it counts as not watched: as long as
     * any gap, and at least two commits, as each transaction of ours is open from one commit to the next.
     */
    static long openTransactionMillis(RunnerSettings settings) {
        Object interval = of(settings).get(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG);
        long commit;
        try {
            commit = Long.parseLong(String.valueOf(interval));
        } catch (NumberFormatException e) {
            // Kafka Streams refuses it at its start, and says so.
            commit = 0;
        }
        return Math.max(settings.lookout().blindAfter().toMillis(), 2 * commit);
    }

    private static void basics(Properties properties, RunnerSettings settings) {
        int threads = Math.max(1, Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors()));
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
        properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDirectory().toString());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, Integer.toString(threads));
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, "true");
        // The time that counts is in the queries. A producer's stamp, which may be negative, could stop the stream.
        properties.put(
                StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, WallclockTimestampExtractor.class.getName());
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, Integer.toString(32 << 20));
        // A group that begins takes all of history there is: nothing that was written may be missed.
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    }

    /** Records cannot fail before our own code, which rejects them one by one; whatever else fails must not be skipped. */
    private static void failures(Properties properties) {
        properties.put(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
                LogAndFailExceptionHandler.class.getName());
        properties.put(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
                LogAndFailProcessingExceptionHandler.class.getName());
        // The default of Kafka 5; until then Kafka Streams warns of it at each start.
        properties.put("processing.exception.handler.global.enabled", "true");
        properties.put(
                StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
                DefaultProductionExceptionHandler.class.getName());
    }

    private static void polls(Properties properties, boolean batched) {
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), POLLED_RECORDS);
        if (batched) {
            // Counts polls now, of up to 10,000 records each.
            properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, "2");
        }
    }

    private static void latency(Properties properties, RunnerSettings settings) {
        // The default of 100 ms is most of an alert's way.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), "5");
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        // State is written once a commit, all that was touched: fewer commits, less work. An alert asks for a commit of
        // its
        // own; only the minutes' activity waits so long for readers of committed records.
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, "5000");
        if (!"streams".equalsIgnoreCase(settings.streams().getOrDefault("group.protocol", "classic"))) {
            // A killed instance blinds its partitions for so long; the default is 45 s.
            properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), "10000");
            properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), "3000");
            // State is in memory: whoever comes, comes without any, and brings it up beside who watches now. By default
            // he
            // is asked whether he has it after 10 minutes, two tasks at a time; until then he is not ready, and a
            // rolling
            // restart stands still. A minute is the least Kafka Streams allows.
            properties.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, "60000");
            properties.put(StreamsConfig.MAX_WARMUP_REPLICAS_CONFIG, WARM_UPS);
        }
    }

    private static void fold(Properties properties) {
        String key = StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG);
        Object others = properties.get(key);
        String ours = PollFolding.class.getName();
        // Last, so that interceptors of the user's see the records as they were polled.
        properties.put(key, others == null ? ours : others + "," + ours);
    }
}
