// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.nidwatch.evaluate.MethodResult;
import org.nidwatch.evaluate.Outcome;
import org.nidwatch.evaluate.rival.Rounds.Stop;
import org.nidwatch.evaluate.world.Attack;
import org.nidwatch.evaluate.world.World;
import org.nidwatch.evaluate.world.World.AttackPlan;

/**
 * How well anybody could do: {@link ClairvoyantOracle} and {@link BlindOracle}. Both are CUSUMs; by Lorden 1971 one with
 * threshold h raises a false alarm at most every e^h steps, so that the budget gives
 *
 * <pre>
 * h = ln(ticks a day * organisations / alerts a day)
 * </pre>
 *
 * and their false alerts are stated, not measured. They are as good as their law: the clairvoyant one's is the world's own
 * up to the pace of an abuse, the blind one's is an estimate. Both are told which credentials to look at and from when. What
 * is left of the blind one when it must watch all of them on a measured budget says {@link WatchfulOracle}.
 */
public final class Oracles {
    /** Name of the one that knows everything but the dice. */
    public static final String CLAIRVOYANT = "clairvoyant oracle";

    /** Name of the one that does not know how busy a day happens to be. */
    public static final String BLIND = "blind oracle";

    /** Name of the one that must watch every credential. */
    public static final String WATCHFUL = "blind oracle, watching all";

    private static final String BY_CONSTRUCTION = "; false alerts by construction (Lorden), not measured";

    private Oracles() {}

    /**
     * Runs them.
     *
     * @param alertsPerDay false alerts allowed a day over all organisations of a world, above 0
     * @param threads organisations at a time, at least 1
     * @param progress told now and then how far it is, from any thread
     */
    public static List<MethodResult> run(
            List<World> test, double alertsPerDay, int threads, Consumer<String> progress) {
        List<Round> rounds = Rounds.visit(test, threads, "oracles", progress, stop -> round(stop, alertsPerDay));
        List<Outcome> all =
                rounds.stream().flatMap(round -> round.outcomes.stream()).toList();
        return List.of(
                result(
                        CLAIRVOYANT,
                        "the law of every tick, honest and abused, and which credentials" + BY_CONSTRUCTION,
                        test,
                        alertsPerDay,
                        all),
                result(
                        BLIND,
                        "habits of each credential and the law of the abuse, not the day's own level" + BY_CONSTRUCTION,
                        test,
                        alertsPerDay,
                        all),
                watchful(test, alertsPerDay, rounds));
    }

    /** What came of one organisation. */
    private record Round(List<Outcome> outcomes, List<WatchfulOracle.Trial> trials) {}

    private static MethodResult watchful(List<World> test, double alertsPerDay, List<Round> rounds) {
        List<WatchfulOracle.Trial> trials =
                rounds.stream().flatMap(round -> round.trials.stream()).toList();
        double organisations = test.stream()
                .mapToInt(world -> world.tenants().size())
                .average()
                .orElse(1);
        double h = WatchfulOracle.threshold(trials, alertsPerDay / organisations);
        double perDay = WatchfulOracle.falseAlertsPerDay(trials, h) * organisations;
        return result(
                WATCHFUL,
                "the same, but every credential is watched for it; false alerts measured on these worlds, and set on them",
                test,
                perDay,
                WatchfulOracle.outcomes(trials, h));
    }

    static double threshold(int organisations, double alertsPerDay) {
        return Math.log(World.TICKS_A_DAY * (double) organisations / alertsPerDay);
    }

    private static Round round(Stop stop, double alertsPerDay) {
        double h = threshold(stop.world().tenants().size(), alertsPerDay);
        List<Outcome> outcomes = new ArrayList<>();
        List<WatchfulOracle.Trial> trials = new ArrayList<>();
        if (stop.plans().isEmpty()) {
            return new Round(outcomes, trials);
        }
        BlindOracle blind = new BlindOracle(stop.honest());
        for (AttackPlan plan : stop.plans()) {
            Attack attack = stop.attack(plan);
            int seen = ClairvoyantOracle.alarm(attack, stop.honest(), h);
            outcomes.add(Verdict.at(CLAIRVOYANT, stop, attack, seen));
            outcomes.add(Verdict.at(BLIND, stop, attack, blind.alarm(attack, h)));
            trials.add(WatchfulOracle.trial(blind, stop, attack));
        }
        return new Round(outcomes, trials);
    }

    private static MethodResult result(
            String name, String sees, List<World> test, double alertsPerDay, List<Outcome> outcomes) {
        double days = test.stream().mapToDouble(World::days).sum();
        long organisationDays = test.stream()
                .mapToLong(world -> (long) world.days() * world.tenants().size())
                .sum();
        List<Outcome> own =
                outcomes.stream().filter(one -> one.method().equals(name)).toList();
        return new MethodResult(name, sees, Math.round(alertsPerDay * days), organisationDays, days, own);
    }
}
