// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Tokeniser;
import org.nidwatch.policy.Organisation;
import org.nidwatch.simulate.Attack;
import org.nidwatch.simulate.AttackKind;
import org.nidwatch.simulate.KafkaSink;
import org.nidwatch.simulate.Story;

/** The traffic of the demo: honest organisations, and who is hidden among them. */
final class DemoWorld {
    /** Sent at once at the start, so that the detector has met these organisations. */
    private static final Duration HISTORY = Duration.ofMinutes(10);

    private final Story story;
    private final AtomicLong sent = new AtomicLong();
    private volatile @Nullable RuntimeException failure;

    DemoWorld(long seed, int organisations, long now) {
        story = Story.demo(seed, organisations, now, HISTORY);
    }

    /** What is declared of the organisations. */
    List<Organisation> organisations() {
        return story.world().organisations();
    }

    /** Who is hidden. The decoy is asked for by one of them, not by one more. */
    List<Attack> attackers() {
        return story.attacks().stream()
                .filter(attack -> attack.kind() != AttackKind.CANARY)
                .toList();
    }

    /** Who attacks through this organisation. */
    Optional<Attack> attacker(String organisation) {
        return attackers().stream()
                .filter(attack -> attack.organisationIds().contains(organisation))
                .findFirst();
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
        try (KafkaSink sink = sink(connection, tokeniser)) {
            sink.declare(
                    story.world(),
                    connection.topics().organisations(),
                    connection.topics().canaries());
        }
    }

    /** Sends the history at once and goes on in real time, until told to stop. */
    void send(Connection connection, Tokeniser tokeniser, Stop stop) {
        try (KafkaSink sink = sink(connection, tokeniser)) {
            story.live().runUntil(stop::wished, query -> {
                sink.accept(query);
                sent.incrementAndGet();
            });
        } catch (RuntimeException e) {
            if (!stop.wished()) {
                failure = e;
            }
        }
    }

    private static KafkaSink sink(Connection connection, Tokeniser tokeniser) {
        return new KafkaSink(
                connection.producer(), connection.wire(), connection.topics().queries(), tokeniser);
    }
}
