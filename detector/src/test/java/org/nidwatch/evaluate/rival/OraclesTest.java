// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nidwatch.evaluate.MethodResult;
import org.nidwatch.evaluate.Outcome;
import org.nidwatch.evaluate.world.Attack;
import org.nidwatch.evaluate.world.AttackKind;
import org.nidwatch.evaluate.world.Counts;
import org.nidwatch.evaluate.world.Level;
import org.nidwatch.evaluate.world.Traffic;
import org.nidwatch.evaluate.world.World;

class OraclesTest {
    @Test
    void lordenGivesTheThreshold() {
        assertThat(Oracles.threshold(174, 1)).isCloseTo(Math.log(288 * 174), within(1e-12));
        assertThat(Oracles.threshold(174, 1 / 7.0)).isCloseTo(Math.log(288 * 174 * 7), within(1e-12));
    }

    @Test
    void countRatioIsThatOfTheLaws() {
        // Shape 1 is geometric: P(4) = (m / (1 + m))^4 / (1 + m) with m = 2. The law leaves 1/4! out of both.
        double honest = Math.log(16 / 81.0 / 3);
        // Mean 2 + 2, variance (2 + 4) + 2 = 4 + 16/4: shape 4, P(4) = C(7, 4) (1/2)^4 (1/2)^4.
        double abused = Math.log(35 / 256.0);
        assertThat(CountLaw.shapeOfSum(2, 2, 1)).isEqualTo(4);
        assertThat(CountLaw.negativeBinomial(4, 4, 4) - CountLaw.negativeBinomial(4, 2, 1))
                .isCloseTo(abused - honest, within(1e-9));
        // With the gamma function instead of the product: P(20) of a geometric law.
        assertThat(CountLaw.negativeBinomial(20, 2, 1) - CountLaw.logGamma(21))
                .isCloseTo(20 * Math.log(2 / 3.0) - Math.log(3), within(1e-9));
    }

    @Test
    void poissonRatioIsTheTextbookOne() {
        double infinite = Double.POSITIVE_INFINITY;
        assertThat(CountLaw.negativeBinomial(3, 4, infinite) - CountLaw.negativeBinomial(3, 2, infinite))
                .isCloseTo(3 * Math.log(2) - 2, within(1e-12));
    }

    @Test
    void missesAndRepeatsAreJudgedAsParts() {
        Asked habit = Asked.expected(8, 2, 1);
        Asked misses = new Asked(10, 10, 0);
        // 20 asked is what the abuse would give; 12 missed of them are as likely as can be with it.
        double few = habit.abused(20, 2, 0, 1, 50, misses);
        double many = habit.abused(20, 12, 0, 1, 50, misses);
        double expected = 10 * (Math.log(0.6 / 0.2) - Math.log(0.4 / 0.8));
        assertThat(many - few).isCloseTo(expected, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "0.5, 0.5723649429247001", "5, 3.1780538303479458", "100.5, 361.4355404678"})
    void logGammaIsThatOfTheTables(double z, double expected) {
        assertThat(CountLaw.logGamma(z)).isCloseTo(expected, within(1e-6));
    }

    @Test
    void cusumIsTheSumOfTheRatiosSinceItWasLastNothing() {
        // Half of the asked are missed, with the abuse and without: what is left is Poisson, x ln 2 - 2 each.
        Attack attack = attack(new int[] {0, 1, 3});
        Traffic honest = traffic(new int[] {0, 2, 2});
        // 0 of 2 + 2 expected gives -2, clipped; then 3 and 5.
        double second = 3 * Math.log(2) - 2;
        double third = second + 5 * Math.log(2) - 2;
        assertThat(ClairvoyantOracle.alarm(attack, honest, third - 1e-6)).isEqualTo(3);
        assertThat(ClairvoyantOracle.alarm(attack, honest, third + 1e-6)).isEqualTo(-1);
        assertThat(ClairvoyantOracle.alarm(attack, honest, second - 1e-6)).isEqualTo(2);
    }

    @Test
    void blindRatioWithoutDoubtIsThePlainOne() {
        Asked habit = Asked.expected(1.9, 0.1, 0);
        Asked abuse = new Asked(2, 0.1, 0);
        DayFactor sure = new DayFactor(1e-12, 100, 50);
        double plain = 0;
        for (int n : new int[] {3, 5}) {
            sure.see(n, 0, 0, habit, abuse);
            plain += habit.abused(n, 0, 0, 1, 50, abuse) - habit.alone(n, 1, 50);
        }
        assertThat(sure.ratio()).isCloseTo(plain, within(1e-4));
    }

    @Test
    void aBusyDayIsNoProofToTheBlind() {
        DayFactor sure = new DayFactor(1e-4, 1_000, 50);
        DayFactor unsure = new DayFactor(0.25, 1_000, 50);
        for (DayFactor factor : List.of(sure, unsure)) {
            for (int tick = 0; tick < 50; tick++) {
                factor.see(15, 1, 0, Asked.expected(9.4, 0.6, 0), new Asked(5, 0.3, 0));
            }
        }
        assertThat(sure.ratio()).isGreaterThan(15);
        assertThat(unsure.ratio()).isBetween(-6.0, 6.0);
    }

    @Test
    void bothSeeAnObviousAttackAtOnceAndTheClairvoyantFirst() {
        List<MethodResult> results = Oracles.run(List.of(new FakeWorld(2, 10, 28, 14, 60)), 1, 2, any -> {});
        assertThat(results)
                .extracting(MethodResult::method)
                .containsExactly(Oracles.CLAIRVOYANT, Oracles.BLIND, Oracles.WATCHFUL);
        for (MethodResult result : results.subList(0, 2)) {
            assertThat(result.falseAlerts()).isEqualTo(14);
            assertThat(result.sees()).contains("by construction");
            assertThat(result.outcomes()).hasSize(10).allSatisfy(one -> {
                assertThat(one.detected()).isTrue();
                assertThat(one.hours()).isLessThanOrEqualTo(2 / 12.0);
            });
        }
    }

    @Test
    void knowledgeIsWorthRecords() {
        List<MethodResult> results = Oracles.run(List.of(new FakeWorld(2, 10, 28, 14, 0.6)), 1, 2, any -> {});
        assertThat(records(results.get(0))).isLessThanOrEqualTo(records(results.get(1)));
        assertThat(results.get(0).outcomes().stream().filter(Outcome::detected).count())
                .isGreaterThan(7);
    }

    /** The bound is Lorden's: honest traffic alone, judged over and over as if abused, hardly ever alarms. */
    @Test
    void honestTrafficDoesNotAlarm() {
        FakeWorld world = new FakeWorld(7, 10, 28, 14, 1);
        double h = Oracles.threshold(10, 1);
        int alarms = 0;
        for (World.AttackPlan plan : world.attacks()) {
            Traffic honest = world.traffic(plan.tenant());
            Attack attack = world.attack(plan, honest);
            Attack idle = attack.withoutQueries();
            alarms += ClairvoyantOracle.alarm(idle, honest, h) >= 0 ? 1 : 0;
            alarms += new BlindOracle(honest).alarm(idle, h) >= 0 ? 1 : 0;
        }
        assertThat(alarms).isLessThanOrEqualTo(2);
    }

    @Test
    void whoMustWatchAllAlarmsAsOftenAsTheBudgetAllows() {
        Outcome none = new Outcome("any", "any", 0, 0, AttackKind.BOT, Level.LOW, 1, false, Double.NaN, 9);
        List<WatchfulOracle.Trial> trials = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            trials.add(new WatchfulOracle.Trial(List.of(), none, i, 3, 10));
        }
        // 100 days; two runs without abuse that reach 9 or more stand for six credentials: 0.06 a day and organisation.
        assertThat(WatchfulOracle.threshold(trials, 0.06)).isGreaterThan(8).isLessThanOrEqualTo(9);
        assertThat(WatchfulOracle.falseAlertsPerDay(trials, 9)).isCloseTo(0.06, within(1e-12));
        assertThat(WatchfulOracle.falseAlertsPerDay(trials, WatchfulOracle.threshold(trials, 0.06)))
                .isLessThanOrEqualTo(0.06);
        assertThat(WatchfulOracle.threshold(trials, 0.001)).isGreaterThan(10);
    }

    @Test
    void whoMustWatchAllSeesNoMoreThanWhoIsToldWhereToLook() {
        List<MethodResult> results = Oracles.run(List.of(new FakeWorld(2, 10, 28, 14, 0.6)), 1, 2, any -> {});
        assertThat(results.get(2).sees()).contains("measured");
        assertThat(results.get(2).outcomes()).hasSize(10);
        assertThat(detected(results.get(2))).isBetween(1L, detected(results.get(1)));
        assertThat(results.get(2).falseAlerts()).isLessThanOrEqualTo(14);
    }

    private static long detected(MethodResult result) {
        return result.outcomes().stream().filter(Outcome::detected).count();
    }

    private static long records(MethodResult result) {
        return result.outcomes().stream().mapToLong(Outcome::records).sum();
    }

    private static Traffic traffic(int[] fresh) {
        int[][] counts = {fresh};
        int[][] none = {new int[fresh.length]};
        float[][] mean = {{1, 1, 1}};
        float[][] never = {new float[fresh.length]};
        return new Traffic(
                new Counts(0, counts, counts, none, counts, none), mean, Double.POSITIVE_INFINITY, mean, never);
    }

    private static Attack attack(int[] fresh) {
        int[][] counts = {fresh, new int[fresh.length]};
        int[][] none = new int[2][fresh.length];
        float[][] mean = {{1, 1, 1}, {0, 0, 0}};
        float[][] never = new float[2][fresh.length];
        Counts added = new Counts(0, counts, counts, none, counts, none);
        return new Attack(0, 0, AttackKind.BOT, Level.LOW, 0, 0, fresh.length, added, mean, mean, never);
    }
}
