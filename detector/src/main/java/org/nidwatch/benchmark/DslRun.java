// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.state.BuiltInDslStoreSuppliers;
import org.apache.kafka.streams.state.WindowStore;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Query;
import org.nidwatch.window.DistinctCount;
import org.nidwatch.wire.QueryReader;
import org.nidwatch.wire.Wire;

/**
 * What somebody would write with the Streams DSL: windowed aggregates with a serde, at least once. Kept in memory:
 * our jar goes without RocksDB, which would be slower. The
 * features are the plain ones of ours alone (counts by outcome, distinct citizens and credentials in 4 windows): no novelty,
 * no learning, no episodes, which would cost it more.
 */
final class DslRun {
    private static final Map<String, Duration> WINDOWS = Map.of(
            "minute", Duration.ofMinutes(1),
            "five-minutes", Duration.ofMinutes(5),
            "hour", Duration.ofHours(1),
            "day", Duration.ofDays(1));

    private static final Duration STOP = Duration.ofSeconds(20);

    private DslRun() {}

    /** One query, as an object of its own: the DSL may keep it. */
    private record Seen(long occurredAt, String credential, Outcome outcome, long subject) {}

    static Stretch.Result run(
            Variant variant, long events, Path directory, String servers, Wire wire, String topic, String applicationId)
            throws IOException, InterruptedException {
        LongAdder read = new LongAdder();
        StreamsBuilder builder = new StreamsBuilder();
        KStream<String, Seen> queries = builder.stream(
                        topic,
                        Consumed.with(Serdes.String(), serde(wire))
                                .withTimestampExtractor((record, before) -> ((Seen) record.value()).occurredAt()))
                .peek((key, query) -> read.increment());
        if (variant == Variant.DSL_COUNT) {
            queries.groupByKey()
                    .windowedBy(TimeWindows.ofSizeAndGrace(Duration.ofMinutes(1), Duration.ofSeconds(30)))
                    .count(Materialized.<String, Long, WindowStore<Bytes, byte[]>>as("count"));
        } else {
            WINDOWS.forEach((name, size) -> queries.groupByKey()
                    .windowedBy(TimeWindows.ofSizeAndGrace(size, Duration.ofSeconds(30)))
                    .aggregate(
                            Features::new,
                            (key, query, features) -> features.add(query),
                            Materialized.<String, Features, WindowStore<Bytes, byte[]>>as(name)
                                    .withValueSerde(Serdes.serdeFrom(new Writing(), new Reading()))));
        }
        AtomicBoolean failed = new AtomicBoolean();
        KafkaStreams streams = new KafkaStreams(builder.build(), properties(directory, servers, applicationId));
        streams.setUncaughtExceptionHandler(problem -> {
            failed.set(true);
            return StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        try {
            streams.start();
            Stretch.Result result = Stretch.measure(variant.title(), read::sum, events);
            if (failed.get()) {
                throw new IOException(variant.title() + " failed; see its log");
            }
            return result;
        } finally {
            streams.close(STOP);
        }
    }

    private static Properties properties(Path directory, String servers, String applicationId) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, BenchmarkSettings.THREADS);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1_000);
        properties.put(
                StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG,
                BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers.class);
        properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.StringSerde.class);
        properties.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        return properties;
    }

    private static Serde<Seen> serde(Wire wire) {
        // A deserializer belongs to one thread of Kafka Streams at a time, our reader to one for good.
        ThreadLocal<QueryReader> readers = ThreadLocal.withInitial(wire::newQueryReader);
        Deserializer<Seen> reading = (topic, value) -> {
            Query query = readers.get().read(value);
            return new Seen(query.occurredAt(), query.credentialId(), query.outcome(), query.subjectLow());
        };
        Serializer<Seen> writing = (topic, value) -> {
            throw new UnsupportedOperationException("queries are only read");
        };
        return Serdes.serdeFrom(writing, reading);
    }

    /** What one window holds. */
    private static final class Features {
        private final long[] byOutcome = new long[Outcome.values().length];
        private DistinctCount subjects = new DistinctCount();
        private DistinctCount credentials = new DistinctCount();

        Features add(Seen query) {
            byOutcome[query.outcome().ordinal()]++;
            subjects.add(query.subject());
            credentials.add(query.credential().hashCode());
            return this;
        }
    }

    private static final class Writing implements Serializer<Features> {
        @Override
        public byte[] serialize(String topic, Features features) {
            byte[] subjects = features.subjects.toBytes();
            byte[] credentials = features.credentials.toBytes();
            ByteBuffer bytes = ByteBuffer.allocate(
                    Long.BYTES * features.byOutcome.length + Integer.BYTES + subjects.length + credentials.length);
            for (long count : features.byOutcome) {
                bytes.putLong(count);
            }
            return bytes.putInt(subjects.length).put(subjects).put(credentials).array();
        }
    }

    private static final class Reading implements Deserializer<Features> {
        @Override
        public Features deserialize(String topic, byte[] value) {
            Features features = new Features();
            ByteBuffer bytes = ByteBuffer.wrap(value);
            for (int i = 0; i < features.byOutcome.length; i++) {
                features.byOutcome[i] = bytes.getLong();
            }
            byte[] subjects = new byte[bytes.getInt()];
            bytes.get(subjects);
            byte[] credentials = new byte[bytes.remaining()];
            bytes.get(credentials);
            features.subjects = DistinctCount.of(subjects);
            features.credentials = DistinctCount.of(credentials);
            return features;
        }
    }
}
