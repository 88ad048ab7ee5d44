// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlayTest {
    private static final Duration HOURS = Duration.ofHours(11);

    private final World world = Worlds.calm(4, 20, 0.1);

    @Test
    void disorderKeepsEveryQueryAndMovesNoneFurtherThanItsDelay() {
        List<SimulatedQuery> ordered = Worlds.queries(world, HOURS);

        List<SimulatedQuery> jumbled = Worlds.list(new Disorder(
                world.traffic(Worlds.SUNDAY, Worlds.after(HOURS), List.of()), Duration.ofSeconds(30), 0, 1));

        assertThat(jumbled).isNotEqualTo(ordered).containsExactlyInAnyOrderElementsOf(ordered);
        long newest = 0;
        long furthest = 0;
        for (SimulatedQuery query : jumbled) {
            newest = Math.max(newest, query.occurredAt());
            furthest = Math.max(furthest, newest - query.occurredAt());
        }
        assertThat(furthest).isBetween(10_000L, 30_000L);
    }

    @Test
    void duplicatesComeAsOftenAsAskedWithTheSameId() {
        List<SimulatedQuery> doubled = Worlds.list(
                new Disorder(world.traffic(Worlds.SUNDAY, Worlds.after(HOURS), List.of()), Duration.ZERO, 0.1, 1));

        double distinct =
                doubled.stream().map(SimulatedQuery::eventId).distinct().count();
        assertThat(doubled.size() / distinct).isBetween(1.08, 1.12);
    }

    @Test
    void noDisorderIsNoChange() {
        assertThat(Worlds.list(new Disorder(
                        world.traffic(Worlds.SUNDAY, Worlds.after(HOURS), List.of()), Duration.ZERO, 0, 1)))
                .isEqualTo(Worlds.queries(world, HOURS));
    }

    @Test
    void saysHowMuchDisorderThereMayBe() {
        Traffic traffic = world.traffic(Worlds.SUNDAY, Worlds.after(HOURS), List.of());

        assertThatThrownBy(() -> new Disorder(traffic, Duration.ofMinutes(11), 0, 1))
                .hasMessageContaining("[PT0S, PT10M]");
        assertThatThrownBy(() -> new Disorder(traffic, Duration.ZERO, 1.5, 1)).hasMessageContaining("[0, 1]");
    }

    @Test
    void aPacedRunTakesItsTimeAndLosesNothing() {
        long until = Worlds.SUNDAY + Duration.ofHours(1).toMillis();
        int expected =
                Worlds.list(world.traffic(Worlds.SUNDAY, until, List.of())).size();
        List<SimulatedQuery> seen = new ArrayList<>();

        long begun = System.nanoTime();
        long handed = new LiveTraffic(
                        world.traffic(Worlds.SUNDAY, until, List.of()), Worlds.SUNDAY, Pace.parse("20000x"))
                .runUntil(() -> false, seen::add);
        long took = System.nanoTime() - begun;

        assertThat(handed).isEqualTo(expected).isEqualTo(seen.size()).isPositive();
        double last = seen.get(seen.size() - 1).occurredAt() - Worlds.SUNDAY;
        assertThat(took / 1e6).isGreaterThanOrEqualTo(last / 20_000);
    }

    @Test
    void stopsWhenTold() {
        List<SimulatedQuery> seen = new ArrayList<>();

        new LiveTraffic(world.traffic(Worlds.SUNDAY, Worlds.after(HOURS), List.of()), Worlds.SUNDAY, Pace.MAX)
                .runUntil(() -> seen.size() == 5, seen::add);

        assertThat(seen).hasSize(5);
    }

    @Test
    void thePaceSaysWhatItMayBe() {
        assertThat(Pace.parse("realtime")).isEqualTo(Pace.REALTIME);
        assertThat(Pace.parse("max")).isEqualTo(Pace.MAX);
        assertThat(Pace.parse("60x").speed()).isEqualTo(60);
        assertThatThrownBy(() -> Pace.parse("fast"))
                .hasMessage("rate 'fast': must be realtime, max or a number up to 1e6 with x, like 60x");
    }

    @Test
    void theDemonstrationHidesAWalkABotAndADecoyInLivelyTraffic() {
        for (int hour = 0; hour < 24; hour += 8) {
            long now = Instant.parse("2025-06-15T00:00:00Z").toEpochMilli() + hour * DhakaTime.HOUR;
            Story story = Story.demo(1, 60, now, Duration.ofMinutes(20));
            Ledger ledger = new Ledger(story.attacks());
            Traffic traffic = story.world().traffic(story.from(), story.until(), story.attacks());
            while (traffic.due() < now + 60_000) {
                ledger.count(traffic.next());
            }

            assertThat(ledger.honest() / 1260.0).as("honest a second").isBetween(5.0, 120.0);
            assertThat(ledger.entries())
                    .extracting(e -> e.attack().kind())
                    .containsExactly(AttackKind.ENUMERATION, AttackKind.BOT, AttackKind.CANARY);
            assertThat(ledger.entries().get(0).firstAt() - now).isBetween(10_000L, 12_000L);
            assertThat(ledger.entries().get(0).events()).isBetween(280L, 320L);
            assertThat(ledger.entries().get(1).events()).isBetween(150L, 1_300L);
            assertThat(ledger.entries().get(2).events()).isPositive();
            assertThat(ledger.entries().get(2).attack().credentialIds())
                    .isEqualTo(ledger.entries().get(1).attack().credentialIds());
        }
    }

    @Test
    void distinctRecordsAreCountedUpToTheLimit() {
        LongSet set = new LongSet(5_000);
        for (int round = 0; round < 2; round++) {
            for (long i = 1; i <= 5_000; i++) {
                set.add(i);
            }
        }
        assertThat(set.size()).isEqualTo(5_000);
        assertThat(set.overflowed()).isFalse();

        set.add(5_001);

        assertThat(set.size()).isEqualTo(5_000);
        assertThat(set.overflowed()).isTrue();
    }
}
