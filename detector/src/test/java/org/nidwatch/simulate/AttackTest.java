// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nidwatch.intake.Outcome;

class AttackTest {
    private static final Duration MONTH = Duration.ofDays(30);

    private final World world = Worlds.calm(21, 60, 0.02);

    @ParameterizedTest
    @EnumSource(AttackKind.class)
    void everyKindKeepsItsDeclaredIntensity(AttackKind kind) {
        Attack attack = Worlds.attack(world, kind.option() + "@5h+3dx40/h", MONTH);

        List<SimulatedQuery> played = played(attack);

        double declared = attack.perHour() * (attack.end() - attack.start()) / DhakaTime.HOUR;
        assertThat(declared).isCloseTo(40 * 72, within(1e-6));
        assertThat((double) played.size()).isCloseTo(declared, within(0.08 * declared));
        assertThat(played).allSatisfy(q -> {
            assertThat(q.attack()).isEqualTo(attack);
            assertThat(q.occurredAt()).isBetween(attack.start(), attack.end() - 1);
            assertThat(attack.organisationIds()).contains(q.organisationId());
            assertThat(attack.credentialIds()).contains(q.credentialId());
        });
        assertThat(played.stream().map(SimulatedQuery::credentialId).distinct())
                .hasSizeGreaterThan(attack.credentialIds().size() * 3 / 4);
    }

    @ParameterizedTest
    @EnumSource(AttackKind.class)
    void everyKindHasAUsualCourse(AttackKind kind) {
        Attack attack = Worlds.attack(world, kind.option() + "@1d", MONTH);

        assertThat(Duration.ofMillis(attack.end() - attack.start())).isEqualTo(kind.usualDuration());
        assertThat(played(attack)).isNotEmpty();
    }

    @Test
    void aMultipleIsThatOfTheOrganisation() {
        Attack attack = Worlds.attack(world, "bot@1d+7dx0.5", MONTH);
        double honest = partner(attack).meanPerDay / 24;

        assertThat(attack.intensity()).isEqualTo(0.5);
        assertThat(attack.perHour()).isCloseTo(0.5 * honest, within(1e-9));
    }

    @Test
    void anEnumerationWalksFromNumberToNumber() {
        List<SimulatedQuery> walk = played(Worlds.attack(world, "enumeration@1h+3hx1000/h", MONTH));

        long steps = 0;
        for (int i = 1; i < walk.size(); i++) {
            steps += walk.get(i).number() == walk.get(i - 1).number() + 1 ? 1 : 0;
        }

        assertThat(steps).isGreaterThan(walk.size() - 20L);
        assertThat(hits(walk)).isBetween(0.03, 0.95);
    }

    @Test
    void aShuffledEnumerationFillsTheSameBlocksWithoutNeighboursInARow() {
        List<SimulatedQuery> walk = played(Worlds.attack(world, "shuffled-enumeration@1h+12hx1000/h", MONTH));

        long steps = 0;
        for (int i = 1; i < walk.size(); i++) {
            steps += Math.abs(walk.get(i).number() - walk.get(i - 1).number()) == 1 ? 1 : 0;
        }

        assertThat(steps).isLessThan(5);
        assertThat(walk.stream().map(SimulatedQuery::number).distinct()).hasSameSizeAs(walk);
        long blocks = walk.stream().map(q -> q.number() / 1000).distinct().count();
        assertThat(walk.size() / (double) blocks).isGreaterThan(50);
    }

    @Test
    void guessingHitsAboutOneInAHundred() {
        List<SimulatedQuery> guesses = played(Worlds.attack(world, "guessing@1h+10hx20000/h", MONTH));

        assertThat(guesses).hasSizeGreaterThan(150_000);
        assertThat(hits(guesses)).isBetween(0.003, 0.015);
    }

    @Test
    void aBotIsAskedRoundTheClockAtAHumanPace() {
        List<SimulatedQuery> asked = played(Worlds.attack(world, "bot@0h+7dx60/h", MONTH));
        double[] hours = new double[24];
        asked.forEach(q -> hours[(int) ((q.occurredAt() - Worlds.SUNDAY) / DhakaTime.HOUR % 24)]++);

        for (double hour : hours) {
            assertThat(hour / asked.size()).isBetween(0.008, 0.08);
        }
        assertThat(hits(asked)).isBetween(0.8, 0.95);
    }

    @Test
    void offHoursIsTheNight() {
        assertThat(played(Worlds.attack(world, "off-hours@0h+3d", MONTH)))
                .allSatisfy(q -> assertThat((q.occurredAt() - Worlds.SUNDAY) % DhakaTime.DAY)
                        .isLessThan(6 * DhakaTime.HOUR));
    }

    @Test
    void aRampEndsAtTwiceItsMean() {
        Attack attack = Worlds.attack(world, "ramp@0h+20dx20/h", MONTH);
        double[] halves = new double[2];
        played(attack).forEach(q -> halves[(int) ((q.occurredAt() - attack.start()) / (10 * DhakaTime.DAY))]++);

        assertThat(halves[1] / halves[0]).isCloseTo(3, within(0.2));
    }

    @Test
    void aHijackUsesACredentialAndANetworkNeverSeen() {
        Attack attack = Worlds.attack(world, "hijack@1h", MONTH);

        assertThat(partner(attack).credentials)
                .extracting(Credential::id)
                .doesNotContainAnyElementsOf(attack.credentialIds());
        assertThat(played(attack)).allSatisfy(q -> assertThat(q.sourceAddress()).startsWith("203.0.113."));
    }

    @Test
    void aDistributedHarvestTakesLittleFromEachOfTwenty() {
        Attack attack = Worlds.attack(world, "distributed@0h+7dx0.05", MONTH);

        assertThat(attack.organisationIds()).hasSize(20).doesNotHaveDuplicates();
        assertThat(attack.intensity()).isCloseTo(0.05, within(1e-9));
    }

    @Test
    void aCanaryAttackAsksAboutDecoysOnlyAndTheServerAnswers() {
        List<SimulatedQuery> asked = played(Worlds.attack(world, "canary@1h", MONTH));

        assertThat(asked.get(0).occurredAt()).isEqualTo(Worlds.SUNDAY + DhakaTime.HOUR);
        assertThat(asked).allSatisfy(q -> {
            assertThat(q.outcome()).isEqualTo(Outcome.DISCLOSED);
            assertThat(world.register().exists(q.number())).isFalse();
        });
    }

    @Test
    void honestTrafficNeverMeetsADecoy() {
        Set<Long> decoys = new HashSet<>();
        played(Worlds.attack(world, "canary@1h+1dx100/h", MONTH)).forEach(q -> decoys.add(q.number()));

        assertThat(decoys).hasSize(Decoys.COUNT);
        assertThat(Worlds.queries(world, Duration.ofDays(5)).stream().map(SimulatedQuery::number))
                .doesNotContainAnyElementsOf(decoys);
    }

    @Test
    void aLeakedListExposesAlmostAllOfItself() {
        Attack attack = Worlds.attack(world, "leaked-list@1h+1dx100/h", MONTH);
        Ledger ledger = new Ledger(List.of(attack));
        played(attack).forEach(ledger::count);
        Ledger.Entry entry = ledger.entries().get(0);

        assertThat(entry.events()).isEqualTo(ledger.events());
        assertThat(entry.recordsExposed() / (double) entry.events()).isBetween(0.92, 0.985);
        assertThat(entry.atLeast()).isFalse();
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> Worlds.attack(world, "burst:nobody-001", MONTH))
                .hasMessageContaining("no organisation is called 'nobody-001' in this world of 60")
                .hasMessageContaining("--organisations FILE");
        assertThatThrownBy(() -> Worlds.attack(world, "burst@40d", MONTH))
                .hasMessageContaining("must lie within the run");
        assertThatThrownBy(() -> Worlds.attack(world, "off-hours@8h+3h", MONTH)).hasMessageContaining("meets no night");
    }

    private List<SimulatedQuery> played(Attack attack) {
        return Worlds.list(world.attackTraffic(List.of(attack)));
    }

    private Partner partner(Attack attack) {
        return world.partners().stream()
                .filter(p -> attack.organisationIds().contains(p.id))
                .findFirst()
                .orElseThrow();
    }

    private static double hits(List<SimulatedQuery> queries) {
        return queries.stream().filter(q -> q.outcome() == Outcome.DISCLOSED).count() / (double) queries.size();
    }
}
