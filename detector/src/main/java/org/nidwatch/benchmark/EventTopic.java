// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Tokeniser;
import org.nidwatch.simulate.Traffic;
import org.nidwatch.simulate.World;
import org.nidwatch.simulate.WorldEvent;
import org.nidwatch.simulate.WorldSettings;
import org.nidwatch.topology.TopicNames;
import org.nidwatch.topology.TopicPlan;
import org.nidwatch.wire.Wire;

/** Fills the queries topic once: two hours of honest traffic, thick enough for all the events. */
final class EventTopic {
    private static final Instant FROM = Instant.parse("2026-03-03T04:00:00Z");
    private static final int PARTS_OF_A_DAY = 12;

    private EventTopic() {}

    // Each failure comes back through the callback.
    @SuppressWarnings("FutureReturnValueIgnored")
    static void fill(BenchmarkSettings settings, TopicNames topics, String servers, Wire wire)
            throws IOException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            TopicPlan.standard(topics, settings.partitions(), 1).apply(admin);
        }
        Map<String, Object> producing =
                Map.of("bootstrap.servers", servers, "compression.type", "lz4", "linger.ms", 20, "batch.size", 262_144);
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        LevelNames names = new LevelNames(queries(settings), settings.events(), settings.partitions());
        Iterator<NidQuery> queries = queries(settings);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(producing, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (long i = 0; i < settings.events() && failure.get() == null; i++) {
                NidQuery query = names.rename(queries.next());
                producer.send(
                        new ProducerRecord<>(
                                topics.queries(),
                                query.organisationId().getBytes(UTF_8),
                                wire.query(topics.queries(), query)),
                        (written, problem) -> failure.compareAndSet(null, problem));
            }
        }
        Exception problem = failure.get();
        if (problem != null) {
            throw new IOException("cannot fill " + topics.queries() + ": " + problem.getMessage());
        }
    }

    /** The same queries for the same settings, without end. */
    static Iterator<NidQuery> queries(BenchmarkSettings settings) {
        // Numbers of nobody, and tokens that are the same in each run.
        Tokeniser tokeniser = Tokeniser.fromEnvironment(Map.of(Tokeniser.VARIABLE, "benchmark-of-made-up-numbers"), 1);
        Traffic traffic = traffic(settings);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return traffic.hasNext();
            }

            @Override
            public NidQuery next() {
                return traffic.next().tokenised(tokeniser);
            }
        };
    }

    private static Traffic traffic(BenchmarkSettings settings) {
        World world = new World(WorldSettings.perDay(
                settings.seed(),
                settings.organisations(),
                (double) settings.events() * PARTS_OF_A_DAY,
                EnumSet.noneOf(WorldEvent.class)));
        return world.traffic(
                FROM.toEpochMilli(), FROM.plus(Duration.ofDays(365)).toEpochMilli(), List.of());
    }
}
