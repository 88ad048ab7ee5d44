// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Tokeniser;
import org.nidwatch.policy.Canary;
import org.nidwatch.policy.Organisation;
import org.nidwatch.simulate.Attack;
import org.nidwatch.simulate.AttackSpec;
import org.nidwatch.simulate.LiveTraffic;
import org.nidwatch.simulate.Pace;
import org.nidwatch.simulate.SimulatedQuery;
import org.nidwatch.simulate.Traffic;
import org.nidwatch.simulate.World;
import org.nidwatch.simulate.WorldEvent;
import org.nidwatch.simulate.WorldSettings;
import org.nidwatch.wire.Wire;

/** The traffic of the demo: honest organisations, and what is hidden among them. */
final class DemoWorld {
    /** Sent at once at the start, so that the detector has seen these organisations before. */
    private static final Duration HISTORY = Duration.ofMinutes(10);

    private static final Duration LONGEST = Duration.ofDays(7);
    private static final double MOST_SCALED = 20;
    private static final double QUERIES_PER_SECOND_AND_ORGANISATION = 0.8;

    /** Counted from the beginning of the history. */
    private static final List<String> ORDERS = List.of(
            // A walk through the numbers, as fast as the portal answers.
            "enumeration@605s+6h" + "x21600/h",
            // The bot that gave the project its reason: behind an honest credential, for some time already.
            "bot@60s+7d" + "x1200/h",
            // Somebody asks about people who do not exist.
            "canary@640s+20m" + "x240/h");

    private final World world;
    private final long now;
    private final List<Attack> attacks;
    private final AtomicLong sent = new AtomicLong();
    private volatile @Nullable RuntimeException failure;

    DemoWorld(long seed, int organisations, long now) {
        this.now = now;
        double wanted = QUERIES_PER_SECOND_AND_ORGANISATION * organisations;
        // The made-up partners sleep at night, the newcomer may not: scale what they do just now to something to look
        // at.
        double asleep = perSecond(new World(settings(seed, organisations, wanted)));
        double awake = Math.min(MOST_SCALED, wanted / Math.max(asleep, wanted / MOST_SCALED));
        world = new World(settings(seed, organisations, wanted * awake));
        attacks = world.attacks(ORDERS.stream().map(AttackSpec::parse).toList(), from(), until());
    }

    private double perSecond(World any) {
        long queries = 0;
        for (Traffic traffic = any.traffic(from(), now, List.of()); traffic.hasNext(); traffic.next()) {
            queries++;
        }
        return queries / (double) HISTORY.toSeconds();
    }

    private static WorldSettings settings(long seed, int organisations, double perSecond) {
        return WorldSettings.perDay(
                seed, organisations, perSecond * Duration.ofDays(1).toSeconds(), EnumSet.noneOf(WorldEvent.class));
    }

    private long from() {
        return now - HISTORY.toMillis();
    }

    private long until() {
        return now + LONGEST.toMillis();
    }

    /** What is declared of the organisations. */
    List<Organisation> organisations() {
        return world.organisations();
    }

    /** What is hidden. */
    List<Attack> attacks() {
        return attacks;
    }

    /** Queries sent so far. */
    long sent() {
        return sent.get();
    }

    /** Why sending ended, when it ended early. */
    Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Declares the organisations and plants the decoys. */
    void declare(Connection connection, Tokeniser tokeniser) {
        Wire wire = connection.wire();
        new PolicyTopic<>(
                        connection,
                        connection.topics().organisations(),
                        Organisation::id,
                        wire::organisation,
                        wire::readOrganisation)
                .add(world.organisations());
        new PolicyTopic<Canary>(
                        connection,
                        connection.topics().canaries(),
                        canary -> canary.token().hex(),
                        wire::canary,
                        wire::readCanary)
                .add(world.canaries(tokeniser));
    }

    /** Sends the history at once and goes on in real time, until told to stop. */
    void send(Connection connection, Tokeniser tokeniser, Stop stop) {
        Wire wire = connection.wire();
        String topic = connection.topics().queries();
        try (Producer<byte[], byte[]> producer = connection.producer()) {
            new LiveTraffic(world.traffic(from(), until(), new ArrayList<>(attacks)), now, Pace.REALTIME)
                    .runUntil(stop::wished, query -> {
                        var unused = producer.send(
                                record(topic, query, wire, tokeniser), (place, problem) -> refused(problem));
                        sent.incrementAndGet();
                    });
        } catch (RuntimeException e) {
            if (!stop.wished()) {
                failure = e;
            }
        }
    }

    private void refused(@Nullable Exception problem) {
        if (problem != null && failure == null) {
            failure = new IllegalStateException("Kafka refused a query", problem);
        }
    }

    private static ProducerRecord<byte[], byte[]> record(
            String topic, SimulatedQuery query, Wire wire, Tokeniser tokeniser) {
        return new ProducerRecord<>(
                topic,
                query.organisationId().getBytes(StandardCharsets.UTF_8),
                wire.query(topic, query.tokenised(tokeniser)));
    }
}
