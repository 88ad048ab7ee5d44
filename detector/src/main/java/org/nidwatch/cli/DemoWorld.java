// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Tokeniser;
import org.nidwatch.policy.Organisation;
import org.nidwatch.simulate.Attack;
import org.nidwatch.simulate.AttackKind;
import org.nidwatch.simulate.KafkaSink;
import org.nidwatch.simulate.SimulatedQuery;
import org.nidwatch.simulate.Story;

/** The traffic of the demo: honest organisations, and who is hidden among them. */
final class DemoWorld {
    /** Sent at once at the start, so that the detector has met these organisations. */
    private static final Duration HISTORY = Duration.ofMinutes(10);

    private static final long BYSTANDER = 24_601;

    /** So many of the people whose records attackers got are remembered. */
    private static final int LEAKED = 10_000;

    private final Story story;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong wanted = new AtomicLong();
    private final AtomicLong askedAt = new AtomicLong();
    private final AtomicLong answeredAt = new AtomicLong();
    private final AtomicLong newest = new AtomicLong();
    private final Set<Long> leaked = Collections.synchronizedSet(new LinkedHashSet<>());
    private volatile @Nullable RuntimeException failure;

    DemoWorld(long seed, int organisations, long now) {
        this(Story.demo(seed, organisations, now, HISTORY));
    }

    DemoWorld(Story story) {
        this.story = story;
    }

    /** When the first query of the history was asked, milliseconds. */
    long from() {
        return story.from();
    }

    /** A citizen who has nothing to do with it all. */
    long bystander() {
        return story.world().citizen(BYSTANDER);
    }

    /** Asks the attacker about somebody, as anybody can ask a bot: its next query is about them. */
    void ask(long citizen) {
        answeredAt.set(0);
        askedAt.set(System.currentTimeMillis());
        wanted.set(citizen);
    }

    /** When the attacker asked the server about {@link #ask} that citizen, milliseconds; 0 = not yet. */
    long answeredAt() {
        return answeredAt.get();
    }

    /** Numbers of people whose records the attackers got so far, in that order, at most 10,000. */
    List<Long> leaked() {
        synchronized (leaked) {
            return List.copyOf(leaked);
        }
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

    /** How far sending is behind its plan, milliseconds: a slow machine takes its time over the history. */
    long behind() {
        return System.currentTimeMillis() - newest.get();
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
            // Starting takes a while after the story was made up; its queries must not be older than those who listen
            // think.
            story.live(System.currentTimeMillis()).runUntil(stop::wished, query -> {
                sink.accept(query.attack() == null ? query : relayed(query));
                newest.set(query.occurredAt());
                sent.incrementAndGet();
            });
        } catch (RuntimeException e) {
            if (!stop.wished()) {
                failure = e;
            }
        }
    }

    private SimulatedQuery relayed(SimulatedQuery query) {
        // Sending may be late; nobody answers before being asked.
        long citizen = query.occurredAt() < askedAt.get() ? 0 : wanted.getAndSet(0);
        SimulatedQuery relayed = citizen == 0 ? query : query.about(citizen);
        if (citizen != 0) {
            answeredAt.set(query.occurredAt());
        }
        if (relayed.outcome() == Outcome.DISCLOSED && leaked.size() < LEAKED) {
            leaked.add(relayed.number());
        }
        return relayed;
    }

    private static KafkaSink sink(Connection connection, Tokeniser tokeniser) {
        return new KafkaSink(
                connection.producer(), connection.wire(), connection.topics().queries(), tokeniser);
    }
}
