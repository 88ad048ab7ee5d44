// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.nidwatch.detect.DetectorSettings;
import org.nidwatch.detect.Detectors;
import org.nidwatch.evaluate.world.World;
import org.nidwatch.evaluate.world.Worlds;
import org.nidwatch.profile.Signal;
import org.nidwatch.profile.Thresholds;

class EvaluationTest {
    private static EvaluationSettings settings(List<Long> tuning, List<Long> test) {
        return new EvaluationSettings(
                Worlds.Kind.ORDINARY,
                tuning,
                test,
                3,
                14,
                7,
                1,
                1,
                Detectors.thresholds(DetectorSettings.DEFAULTS),
                false,
                false,
                true,
                1,
                Set.of(),
                2);
    }

    @Test
    void sameSeedsGiveTheSameFigures() {
        String first = new Evaluation(settings(List.of(1L), List.of(4L)), progress -> {})
                .run()
                .json();
        String second = new Evaluation(settings(List.of(1L), List.of(4L)), progress -> {})
                .run()
                .json();
        assertThat(second).isEqualTo(first).contains("\"nidwatch\"", "\"nidwatch, cold start\"", "\"ceiling\" : 0.99");
    }

    @Test
    void whoKnowsTheEngineStaysBelowItsAlarmsAndIsMeasuredByWhatItTakes() {
        World world = Worlds.of(Worlds.Kind.ORDINARY, 6, 3, 14, 15, 0);
        List<Evasion> evasions = new EngineRun(2, Set.of(), 2, progress -> {})
                .run(List.of(world), Detectors.thresholds(DetectorSettings.DEFAULTS), true, null).stream()
                        .flatMap(row -> row.result().evasions().stream())
                        .toList();
        assertThat(evasions).hasSize(6).allMatch(one -> one.alerted() ? one.days() < 14 : one.days() == 14);
        assertThat(evasions).filteredOn(one -> one.ceiling() == 0.5).anyMatch(one -> !one.alerted());
        assertThat(evasions).anyMatch(one -> one.records() > 0);
    }

    @Test
    void aWeeklyBudgetIsFittedOnTheTuningSeeds() {
        List<World> worlds = Stream.of(9L, 10L, 11L)
                .map(seed -> Worlds.of(Worlds.Kind.BURSTY, seed, 8, 14, 10, 0))
                .toList();
        Thresholds defaults = Detectors.thresholds(DetectorSettings.DEFAULTS);
        Thresholds weekly = new Evaluation(
                        new EvaluationSettings(
                                Worlds.Kind.BURSTY,
                                List.of(9L, 10L, 11L),
                                List.of(12L),
                                8,
                                14,
                                10,
                                0,
                                1 / 7.0,
                                defaults,
                                true,
                                false,
                                false,
                                0,
                                Set.of(),
                                2),
                        progress -> {})
                .calibrated(worlds);
        long alerts = new EngineRun(2, Set.of(), progress -> {})
                .run(worlds, weekly, false, null).stream()
                        .flatMap(row -> row.result().alerts().stream())
                        .filter(alert -> !alert.byDesign())
                        .count();
        // 30 days: 4.3 are the budget, and chance alone exceeds six in one of seven.
        assertThat(alerts).isLessThanOrEqualTo(6);
    }

    @Test
    void aTestSeedMustNotBeATuningSeed() {
        assertThatThrownBy(() -> settings(List.of(1L, 2L), List.of(2L))).hasMessageContaining("none may be one of");
    }

    @Test
    void plainAttacksAreSeenAndEachIsTriedOnce() {
        World world = Worlds.of(Worlds.Kind.ORDINARY, 5, 20, 21, 14, 2);
        List<Outcome> outcomes = new EngineRun(2, Set.of(), progress -> {})
                .run(List.of(world), Detectors.thresholds(DetectorSettings.DEFAULTS), true, null).stream()
                        .flatMap(row -> row.result().outcomes().stream())
                        .toList();
        assertThat(outcomes).extracting(Outcome::attack).doesNotHaveDuplicates().hasSameSizeAs(world.attacks());
        assertThat(outcomes)
                .filteredOn(outcome -> outcome.kind().name().equals("GUESS")
                        && outcome.level().name().equals("HIGH"))
                .isNotEmpty()
                .allMatch(Outcome::detected);
    }

    @Test
    void thresholdsFollowFromTheBudget() {
        Budget budget = new Budget();
        for (int organisation = 0; organisation < 10; organisation++) {
            Budget.Listener listener = budget.listener(organisation, 10);
            for (int day = 0; day < 110; day++) {
                long time = day * 86_400_000L;
                listener.closed(Signal.CREDENTIAL_FLAT, false, time, 3 + (day * 37 + organisation * 11) % 101);
            }
            listener.done();
        }
        budget.days(100);
        Thresholds reference = new Thresholds();
        for (Signal signal : Signal.values()) {
            reference.with(signal, 10, 10);
        }
        Thresholds strict = budget.fit(0.1, reference);
        Thresholds loose = budget.fit(1, reference);
        assertThat(budget.alertsPerDayAt(strict)).isLessThanOrEqualTo(0.1);
        assertThat(budget.alertsPerDayAt(loose)).isBetween(0.3, 1.0);
        assertThat(strict.of(Signal.CREDENTIAL_FLAT, false)).isGreaterThan(loose.of(Signal.CREDENTIAL_FLAT, false));
        assertThat(strict.of(Signal.CREDENTIAL_TICK, false)).isEqualTo(strict.of(Signal.CREDENTIAL_FLAT, false));
    }
}
