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
 * up to the pace of an abuse, the blind one's is an estimate.
 */
public final class Oracles {
    /** Name of the one that knows everything but the dice. */
    public static final String CLAIRVOYANT = "clairvoyant oracle";

    /** Name of the one that does not know how busy a day happens to be. */
    public static final String BLIND = "blind oracle";

    private static final String BY_CONSTRUCTION = "; false alerts by construction (Lorden), not measured";

    private Oracles() {}

    /**
     * Runs both.
     *
     * @param alertsPerDay false alerts allowed a day over all organisations of a world, above 0
     * @param threads organisations at a time, at least 1
     * @param progress told now and then how far it is, from any thread
     */
    public static List<MethodResult> run(
            List<World> test, double alertsPerDay, int threads, Consumer<String> progress) {
        List<List<Outcome>> outcomes =
                Rounds.visit(test, threads, "oracles", progress, stop -> outcomes(stop, alertsPerDay));
        List<Outcome> all = outcomes.stream().flatMap(List::stream).toList();
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
                        all));
    }

    static double threshold(int organisations, double alertsPerDay) {
        return Math.log(World.TICKS_A_DAY * (double) organisations / alertsPerDay);
    }

    private static List<Outcome> outcomes(Stop stop, double alertsPerDay) {
        double h = threshold(stop.world().tenants().size(), alertsPerDay);
        List<Outcome> outcomes = new ArrayList<>();
        if (stop.plans().isEmpty()) {
            return outcomes;
        }
        BlindOracle blind = new BlindOracle(stop.honest());
        for (AttackPlan plan : stop.plans()) {
            Attack attack = stop.attack(plan);
            int seen = ClairvoyantOracle.alarm(attack, stop.honest(), h);
            outcomes.add(Verdict.at(CLAIRVOYANT, stop, attack, seen));
            outcomes.add(Verdict.at(BLIND, stop, attack, blind.alarm(attack, h)));
        }
        return outcomes;
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
