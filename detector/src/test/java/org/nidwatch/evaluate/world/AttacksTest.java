// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AttacksTest {
    private static final int DAY = World.TICKS_A_DAY;
    private static final int WARM = 7;
    private static final World WORLD = Worlds.of(Worlds.Kind.ORDINARY, 21, 40, WARM, 35, 8);
    /** Only the number of credentials of the honest traffic matters here. */
    private static final Map<Integer, Traffic> HONEST = new HashMap<>();

    @Test
    void inAColdWorldAttacksBeginOnTheThirdDayOfTheirOrganisation() {
        World cold = Worlds.cold(Worlds.Kind.ORDINARY, 21, 40, WARM, 35, 8);
        assertThat(cold.warmDays()).isEqualTo(2);
        assertThat(cold.days()).isEqualTo(WARM + 33);
        assertThat(cold.attacks()).hasSameSizeAs(WORLD.attacks()).allSatisfy(plan -> {
            int joined = Math.max(
                    0,
                    WORLD.tenants().get(plan.tenant()).credentials().stream()
                            .mapToInt(Tenant.Login::bornTick)
                            .min()
                            .orElseThrow());
            int after = plan.startTick() - joined;
            assertThat(after).isGreaterThanOrEqualTo(World.TICKS_A_DAY);
            if (joined == 0) {
                assertThat(after).isBetween(2 * World.TICKS_A_DAY, 4 * World.TICKS_A_DAY);
            }
        });
        assertThat(cold.traffic(3).counts().queries())
                .isDeepEqualTo(WORLD.traffic(3).counts().queries());
    }

    @Test
    void eachKindAndLevelHasItsNumberOfPlans() {
        Map<String, Long> cells = WORLD.attacks().stream()
                .collect(Collectors.groupingBy(plan -> plan.kind() + " " + plan.level(), Collectors.counting()));
        assertThat(cells).hasSize(42);
        cells.forEach(
                (cell, plans) -> assertThat(plans).as(cell).isEqualTo(cell.startsWith("DISTRIBUTED") ? 2 * 20L : 8));
        assertThat(Worlds.of(Worlds.Kind.ORDINARY, 1, 3, 1, 1, 0).attacks()).isEmpty();
    }

    @Test
    void plansLieInTheJudgedDaysAndReachAllSizes() {
        Set<Integer> numbers = new HashSet<>();
        Map<String, double[]> sizes = new HashMap<>();
        for (World.AttackPlan plan : WORLD.attacks()) {
            assertThat(numbers.add(plan.number())).isTrue();
            assertThat(plan.startTick()).isBetween(WARM * DAY, (WARM + 35) * DAY - 1);
            assertThat(plan.endTick()).isBetween(plan.startTick() + 1, (WARM + 35) * DAY);
            int rank = rank(plan.tenant());
            sizes.computeIfAbsent(plan.kind() + " " + plan.level(), cell -> new double[2])[rank < 20 ? 0 : 1]++;
        }
        sizes.forEach((cell, halves) -> assertThat(halves[0]).as(cell).isEqualTo(halves[1]));
    }

    @Test
    void bitesOffWhatGoesBeyondAShortWorld() {
        World brief = Worlds.of(Worlds.Kind.ORDINARY, 5, 10, 1, 2, 3);
        for (World.AttackPlan plan : brief.attacks()) {
            assertThat(plan.startTick()).isBetween(DAY, 3 * DAY - 1);
            assertThat(plan.endTick()).isBetween(plan.startTick() + 1, 3 * DAY);
            Attack attack = brief.attack(plan, brief.traffic(plan.tenant()));
            assertThat(attack.endTick()).isLessThanOrEqualTo(3 * DAY);
            assertThat(Grid.sum(attack.added().queries())).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(AttackKind.class)
    void attacksAreWellFormedAndAlwaysTheSame(AttackKind kind) {
        for (Attack attack : attacks(kind, Level.LOW)) {
            Counts added = attack.added();
            assertThat(added.credentials())
                    .isEqualTo(
                            WORLD.tenants().get(attack.tenant()).credentials().size() + 1);
            assertThat(added.ticks()).isEqualTo(attack.endTick() - attack.startTick());
            assertThat(added.firstTick()).isEqualTo(attack.startTick());
            assertThat(Grid.sum(added.queries(), 0, 1)).as("first tick").isPositive();
            assertThat(Grid.sum(added.queries(), added.ticks() - 1, added.ticks()))
                    .as("last tick")
                    .isPositive();
            assertThat(Grid.firstFault(added)).isEqualTo("none");
            assertThat(Grid.sum(added.fresh()) + Grid.sum(added.missed())).isEqualTo(Grid.sum(added.asked()));
            assertThat(Grid.sum(attack.meanFresh())).isPositive();
        }
        World.AttackPlan plan = plans(kind, Level.MID).get(0);
        assertThat(Arrays.deepEquals(
                        WORLD.attack(plan, honest(plan.tenant())).added().queries(),
                        WORLD.attack(plan, honest(plan.tenant())).added().queries()))
                .isTrue();
    }

    /** Volume as a part of the organisation's, where it is large enough for the least pace not to matter. */
    @ParameterizedTest
    @CsvSource({
        "SUSTAINED, 0.3, 1, 3",
        "BOT, 0.03, 0.08, 0.2",
        "WALK, 0.02, 0.1, 0.5",
        "GUESS, 0.02, 0.1, 0.5",
        "NEW_CREDENTIAL, 0.05, 0.2, 1",
        "OFF_HOURS, 0.05, 0.2, 1",
        "DISTRIBUTED, 0.02, 0.05, 0.1",
        "PADDED, 0.15, 0.4, 1",
        "ROTATED, 0.03, 0.08, 0.2",
        "STRADDLING, 0.1, 0.3, 1"
    })
    void addsItsPartOfTheVolume(AttackKind kind, double low, double mid, double high) {
        double[] parts = {low, mid, high};
        for (Level level : Level.values()) {
            double added = 0;
            double expected = 0;
            for (World.AttackPlan plan : plans(kind, level)) {
                double size = WORLD.tenants().get(plan.tenant()).meanPerDay();
                if (size > 1_500) {
                    double days =
                            kind == AttackKind.OFF_HOURS ? 14 : (plan.endTick() - plan.startTick()) / (double) DAY;
                    expected += days * parts[level.ordinal()];
                    added += Grid.sum(WORLD.attack(plan, honest(plan.tenant()))
                                    .added()
                                    .queries())
                            / size;
                }
            }
            assertThat(added / expected).as(level.name()).isCloseTo(1, within(0.12));
        }
    }

    @Test
    void aBurstHasItsFloor() {
        int[] floors = {100, 1_000, 10_000};
        for (Level level : Level.values()) {
            for (Attack attack : attacks(AttackKind.BURST, level)) {
                assertThat(attack.endTick() - attack.startTick()).isBetween(1, 24);
                assertThat(Grid.sum(attack.added().queries())).isGreaterThan((long) (1.6 * floors[level.ordinal()]));
                assertThat(Grid.used(attack.added().queries())).isEqualTo(1);
            }
        }
    }

    @Test
    void aRampReachesItsTop() {
        for (World.AttackPlan plan : plans(AttackKind.RAMP, Level.HIGH)) {
            double size = WORLD.tenants().get(plan.tenant()).meanPerDay();
            if (size > 1_500 && plan.endTick() - plan.startTick() == 28 * DAY) {
                Attack attack = WORLD.attack(plan, honest(plan.tenant()));
                int last = attack.endTick() - attack.startTick();
                double week = Grid.sum(attack.added().queries(), last - 7 * DAY, last) / 7.0 / size;
                assertThat(week).isCloseTo(1.5 * 24.5 / 28, within(0.2));
                assertThat(Grid.sum(attack.added().queries(), 0, 3 * DAY) / 3.0 / size)
                        .isLessThan(0.25);
            }
        }
    }

    @Test
    void aWalkStaysInItsBlocksAndAGuessFindsNobody() {
        double found = 0;
        for (Attack walk : attacks(AttackKind.WALK, Level.MID)) {
            double asked = Grid.sum(walk.added().asked());
            assertThat(Grid.sum(walk.added().repeats()) / asked).isGreaterThan(0.9);
            assertThat(Grid.sum(walk.added().missed()) / asked).isBetween(0.05, 0.75);
            found += Grid.sum(walk.added().fresh()) / asked;
        }
        assertThat(found / 8).isBetween(0.4, 0.8);
        long fresh = 0;
        long asked = 0;
        for (Attack guess : attacks(AttackKind.GUESS, Level.MID)) {
            fresh += Grid.sum(guess.added().fresh());
            asked += Grid.sum(guess.added().asked());
            assertThat(Grid.sum(guess.added().repeats()))
                    .isLessThan(Grid.sum(guess.added().asked()) / 100 + 2);
        }
        assertThat(fresh / (double) asked).isBetween(0.01, 0.03);
    }

    @Test
    void hoursAreThoseOfTheKind() {
        for (Attack night : attacks(AttackKind.OFF_HOURS, Level.HIGH)) {
            assertThat(busy(night)).allMatch(tick -> tick % DAY < 5 * 12);
        }
        for (Attack list : attacks(AttackKind.LIST, Level.HIGH)) {
            assertThat(busy(list)).allMatch(tick -> tick % DAY >= 9 * 12 && tick % DAY < 17 * 12 && tick / DAY % 7 < 5);
            assertThat(list.endTick() - list.startTick()).isLessThanOrEqualTo(7 * DAY);
        }
        for (Attack edges : attacks(AttackKind.STRADDLING, Level.HIGH)) {
            assertThat(busy(edges)).allMatch(tick -> (tick + 1) % 12 < 2);
        }
    }

    @Test
    void aListIsPartlyKnownAndPaddingMostly() {
        for (Attack list : attacks(AttackKind.LIST, Level.HIGH)) {
            assertThat(Grid.part(
                            list.added().fresh(),
                            list.added().queries(),
                            0,
                            list.added().ticks()))
                    .isBetween(0.5, 0.99);
        }
        for (Attack padded : attacks(AttackKind.PADDED, Level.HIGH)) {
            assertThat(Grid.sum(padded.added().queries()))
                    .isGreaterThanOrEqualTo(5 * Grid.sum(padded.added().asked()));
        }
    }

    @Test
    void newCredentialsAreUnusedByHonestPeople() {
        for (Attack attack : attacks(AttackKind.NEW_CREDENTIAL, Level.MID)) {
            List<Tenant.Login> logins = WORLD.tenants().get(attack.tenant()).credentials();
            for (int row = 0; row < logins.size(); row++) {
                if (logins.get(row).dormantFromTick() > attack.startTick()) {
                    assertThat(Arrays.stream(attack.added().queries()[row]).sum())
                            .isZero();
                }
            }
        }
    }

    @Test
    void aRotatingBotLeavesNoCredentialOut() {
        for (Attack attack : attacks(AttackKind.ROTATED, Level.HIGH)) {
            Tenant tenant = WORLD.tenants().get(attack.tenant());
            long active = tenant.credentials().stream()
                    .filter(login ->
                            login.bornTick() <= attack.startTick() && login.dormantFromTick() > attack.startTick())
                    .count();
            assertThat((long) Grid.used(attack.added().queries())).isLessThanOrEqualTo(active);
            if (tenant.meanPerDay() > 1_500) {
                assertThat((long) Grid.used(attack.added().queries())).isEqualTo(active);
            }
        }
    }

    @Test
    void groupsAreTwentyOrganisationsAtOneTime() {
        Map<Integer, List<World.AttackPlan>> groups = WORLD.attacks().stream()
                .filter(plan -> plan.kind() == AttackKind.DISTRIBUTED)
                .collect(Collectors.groupingBy(World.AttackPlan::group));
        assertThat(groups).hasSize(6);
        groups.forEach((group, members) -> {
            assertThat(members).hasSize(20);
            assertThat(members.stream().map(World.AttackPlan::tenant).distinct())
                    .hasSize(20);
            assertThat(members.stream().mapToInt(World.AttackPlan::number).min())
                    .hasValue(group);
        });
    }

    @Test
    void refusesTheTrafficOfAnother() {
        World.AttackPlan plan = WORLD.attacks().get(0);
        int credentials = WORLD.tenants().get(plan.tenant()).credentials().size();
        int other = 0;
        while (WORLD.tenants().get(other).credentials().size() == credentials) {
            other++;
        }
        Traffic traffic = honest(other);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WORLD.attack(plan, traffic))
                .withMessageContaining("the traffic given is another's");
    }

    private static List<Integer> busy(Attack attack) {
        List<Integer> busy = new ArrayList<>();
        for (int tick = 0; tick < attack.added().ticks(); tick++) {
            if (Grid.sum(attack.added().queries(), tick, tick + 1) > 0) {
                busy.add(attack.startTick() + tick);
            }
        }
        return busy;
    }

    private static List<World.AttackPlan> plans(AttackKind kind, Level level) {
        return WORLD.attacks().stream()
                .filter(plan -> plan.kind() == kind && plan.level() == level)
                .toList();
    }

    private static List<Attack> attacks(AttackKind kind, Level level) {
        return plans(kind, level).stream()
                .limit(8)
                .map(plan -> WORLD.attack(plan, honest(plan.tenant())))
                .toList();
    }

    private static Traffic honest(int tenant) {
        return HONEST.computeIfAbsent(tenant, WORLD::traffic);
    }

    private static int rank(int tenant) {
        double size = WORLD.tenants().get(tenant).meanPerDay();
        return (int) WORLD.tenants().stream()
                .filter(other -> other.meanPerDay() < size)
                .count();
    }
}
