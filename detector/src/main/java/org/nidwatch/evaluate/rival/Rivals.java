// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.nidwatch.evaluate.MethodResult;
import org.nidwatch.evaluate.Outcome;
import org.nidwatch.evaluate.rival.Rounds.Stop;
import org.nidwatch.evaluate.world.Attack;
import org.nidwatch.evaluate.world.World;
import org.nidwatch.evaluate.world.World.AttackPlan;

/**
 * The methods of the literature, hour by hour as they are published. Each has one threshold for all organisations, set on
 * the tuning worlds to spend the whole budget of false alerts there, then left alone on the test worlds. An hour of a test
 * world in alarm while an attack is under way counts as detected at the end of that hour, also where honest traffic alone
 * would have raised it: if anything, this favours them.
 */
public final class Rivals {
    private Rivals() {}

    /**
     * Runs them all.
     *
     * @param alertsPerDay false alerts allowed a day over all organisations of a world, above 0
     * @param threads organisations at a time, at least 1
     * @param progress told now and then how far it is, from any thread
     */
    public static List<MethodResult> run(
            List<World> tuning, List<World> test, double alertsPerDay, int threads, Consumer<String> progress) {
        return run(Rival.all(), tuning, test, alertsPerDay, threads, progress);
    }

    static List<MethodResult> run(
            List<Rival> rivals,
            List<World> tuning,
            List<World> test,
            double alertsPerDay,
            int threads,
            Consumer<String> progress) {
        List<float[][]> scores =
                Rounds.visit(tuning, threads, "rivals, tuning", progress, stop -> judged(rivals, stop));
        float[] thresholds = new float[rivals.size()];
        for (int i = 0; i < thresholds.length; i++) {
            thresholds[i] = Calibration.threshold(of(scores, i), alertsPerDay * days(rivals.get(i), tuning));
        }
        List<Tried[]> tried =
                Rounds.visit(test, threads, "rivals, test", progress, stop -> tried(rivals, thresholds, stop));
        List<MethodResult> results = new ArrayList<>();
        for (int i = 0; i < thresholds.length; i++) {
            results.add(result(rivals.get(i), test, of(tried, i)));
        }
        return results;
    }

    /** One method on one organisation. */
    private record Tried(int falseAlerts, List<Outcome> outcomes) {}

    private static float[][] judged(List<Rival> rivals, Stop stop) {
        float[][] judged = new float[rivals.size()][];
        for (int i = 0; i < judged.length; i++) {
            Rival rival = rivals.get(i);
            judged[i] = rival.tries(stop.world(), stop.tenant().index())
                    ? new ScoredTenant(rival, stop).judged()
                    : new float[0];
        }
        return judged;
    }

    private static Tried[] tried(List<Rival> rivals, float[] thresholds, Stop stop) {
        Tried[] tried = new Tried[rivals.size()];
        Map<Integer, ScoredTenant> scored = new LinkedHashMap<>();
        for (int i = 0; i < tried.length; i++) {
            tried[i] = new Tried(0, List.of());
            if (rivals.get(i).tries(stop.world(), stop.tenant().index())) {
                ScoredTenant honest = new ScoredTenant(rivals.get(i), stop);
                scored.put(i, honest);
                tried[i] = new Tried(Calibration.alerts(honest.judged(), thresholds[i]), new ArrayList<>());
            }
        }
        for (AttackPlan plan : stop.plans()) {
            Attack attack = stop.attack(plan);
            scored.forEach((i, method) -> {
                if (!rivals.get(i).tries(stop.world(), plan)) {
                    return;
                }
                int alarm = method.firstAlarm(attack, thresholds[i]);
                int tick = alarm < 0 ? -1 : (alarm + 1) * Hours.TICKS;
                tried[i].outcomes().add(Verdict.at(rivals.get(i).name(), stop, attack, tick));
            });
        }
        return tried;
    }

    private static MethodResult result(Rival rival, List<World> test, List<Tried> tried) {
        long falseAlerts = tried.stream().mapToLong(Tried::falseAlerts).sum();
        List<Outcome> outcomes =
                tried.stream().flatMap(one -> one.outcomes().stream()).toList();
        double organisationDays = 0;
        for (World world : test) {
            organisationDays += rival.share(world) * world.tenants().size() * world.days();
        }
        return new MethodResult(
                rival.name(), rival.sees(), falseAlerts, Math.round(organisationDays), days(rival, test), outcomes);
    }

    /** Days of all organisations together; a method tried on a part of them has spent that part of the days. */
    private static double days(Rival rival, List<World> worlds) {
        return worlds.stream()
                .mapToDouble(world -> world.days() * rival.share(world))
                .sum();
    }

    private static <T> List<T> of(List<T[]> all, int index) {
        return all.stream().map(one -> one[index]).toList();
    }
}
