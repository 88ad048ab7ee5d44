// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.nidwatch.evaluate.MethodResult;
import org.nidwatch.evaluate.Outcome;
import org.nidwatch.evaluate.world.World;

class RivalsTest {
    private static final int ORGANISATIONS = 10;
    private static final double BUDGET = 0.5;
    private static final List<Rival> QUICK =
            Rival.all().stream().filter(one -> one.stride() == 1).toList();

    @Test
    void spendsTheBudgetWhereItWasTuned() {
        List<World> tuning = List.of(world(1, 1));
        for (MethodResult result : Rivals.run(QUICK, tuning, tuning, BUDGET, 2, any -> {})) {
            // Whole alerts, and scores that tie come together: less than all of it may be spent, never more.
            assertThat(result.falseAlerts()).as(result.method()).isBetween(4L, (long) (BUDGET * 14));
            assertThat(result.days()).isEqualTo(14);
            assertThat(result.organisationDays()).isEqualTo(14 * ORGANISATIONS);
        }
    }

    @Test
    void seesTenTimesTheTrafficInTheFirstHours() {
        for (MethodResult result :
                Rivals.run(QUICK, List.of(world(1, 1)), List.of(world(2, 30)), BUDGET, 2, any -> {})) {
            assertThat(result.outcomes()).hasSize(ORGANISATIONS);
            for (Outcome outcome : result.outcomes()) {
                assertThat(outcome.detected()).as(result.method()).isTrue();
                assertThat(outcome.hours()).isBetween(0.0, 3.0);
                // 30 a tick from the seventh tick of an hour until the end of the hour of the alarm.
                assertThat((double) outcome.records()).isBetween(290 * outcome.hours(), 430 * outcome.hours() + 30);
            }
        }
    }

    @Test
    void aMissedAttackCostsAllItsRecords() {
        List<World> test = List.of(world(2, 0.01));
        MethodResult result = Rivals.run(QUICK.subList(0, 1), List.of(world(1, 1)), test, BUDGET, 1, any -> {})
                .get(0);
        Outcome missed = result.outcomes().stream()
                .filter(one -> !one.detected())
                .findFirst()
                .orElseThrow();
        assertThat(missed.hours()).isNaN();
        World world = test.get(0);
        long all = Hours.freshBefore(
                world.attack(world.attacks().get(missed.attack()), world.traffic(0))
                        .added(),
                Integer.MAX_VALUE);
        assertThat(missed.records()).isEqualTo(all);
    }

    @Test
    void sameResultsWithAnyNumberOfThreads() {
        List<World> tuning = List.of(world(1, 3));
        List<World> test = List.of(world(2, 3), world(3, 3));
        assertThat(Rivals.run(QUICK, tuning, test, BUDGET, 3, any -> {}))
                .isEqualTo(Rivals.run(QUICK, tuning, test, BUDGET, 1, any -> {}));
    }

    @Test
    void everyMethodAtBothLevelsOnBothInputs() {
        World tiny = new FakeWorld(4, 2, 28, 5, 30);
        ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
        List<MethodResult> results = Rivals.run(List.of(tiny), List.of(tiny), 1, 2, told::add);
        assertThat(results)
                .extracting(MethodResult::method)
                .hasSize(28)
                .doesNotHaveDuplicates()
                .contains("3-sigma, organisation, total", "Random Cut Forest, credential, fresh");
        assertThat(results).allSatisfy(one -> assertThat(one.outcomes()).hasSize(2));
        assertThat(told).contains("rivals, test: 2 of 2 organisations");
    }

    @Test
    void aForestIsTriedOnAFewOrganisations() {
        Rival forest =
                Rival.all().stream().filter(one -> one.stride() > 1).findFirst().orElseThrow();
        World world = new FakeWorld(1, 174, 28, 7, 1);
        assertThat(forest.share(world)).isBetween(0.15, 0.4);
        assertThat(world.attacks().stream().filter(plan -> forest.tries(world, plan)))
                .hasSizeBetween(15, 50);
        assertThat(forest.share(world(1, 1))).isEqualTo(1);
        assertThat(QUICK.get(0).share(world)).isEqualTo(1);
    }

    private static World world(long seed, double perTick) {
        return new FakeWorld(seed, ORGANISATIONS, 28, 14, perTick);
    }
}
