// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

import java.util.ArrayList;
import java.util.List;
import org.nidwatch.evaluate.Outcome;
import org.nidwatch.evaluate.rival.Rounds.Stop;
import org.nidwatch.evaluate.world.Attack;
import org.nidwatch.evaluate.world.World;

/**
 * The {@link BlindOracle} that is not told whom to look at: it knows the law of the abuse, but watches every credential for
 * it, and it may raise no more false alerts than everybody else. How many it raises is measured: each attack is tried a
 * second time with its law alone and nobody asking. A run of d days upon c of an organisation's n credentials stands for
 * n / c places to watch, so that at threshold h an organisation has
 *
 * <pre>
 * sum of n/c over the runs without abuse that reached h, divided by the sum of d
 * </pre>
 *
 * false alerts a day. The threshold is set on the very worlds that it is judged on, which favours it, and it still
 * watches for one law at a time.
 */
final class WatchfulOracle {
    /** Heights nearer to each other than this are not told apart. */
    private static final double STEP = 0.5;
    /** No threshold is higher. */
    private static final double ENOUGH = 400;

    private WatchfulOracle() {}

    /** A height that a run reached for the first time, and what came of it if the threshold was there. */
    record Rung(double height, Outcome outcome) {}

    /**
     * One attack.
     *
     * @param climb heights that were reached, in their order
     * @param missed what came of it if none is enough
     * @param idle how high honest traffic alone came
     * @param places where it could have been as well
     * @param days that it lasted
     */
    record Trial(List<Rung> climb, Outcome missed, double idle, double places, double days) {
        private Outcome at(double h) {
            for (Rung rung : climb) {
                if (rung.height >= h) {
                    return rung.outcome;
                }
            }
            return missed;
        }
    }

    static Trial trial(BlindOracle blind, Stop stop, Attack attack) {
        List<Rung> rungs = new ArrayList<>();
        double[] top = new double[2];
        blind.climb(attack, (tick, height) -> {
            if (height >= top[0] + STEP) {
                top[0] = height;
                rungs.add(new Rung(height, Verdict.at(Oracles.WATCHFUL, stop, attack, tick + 1)));
            }
            return height >= ENOUGH;
        });
        blind.climb(attack.withoutQueries(), (tick, height) -> {
            top[1] = Math.max(top[1], height);
            return height >= ENOUGH;
        });
        double places = Math.max(1, stop.tenant().credentials().size() / (double) BlindOracle.abused(attack).length);
        return new Trial(
                List.copyOf(rungs), Verdict.at(Oracles.WATCHFUL, stop, attack, -1), top[1], places, days(attack));
    }

    private static double days(Attack attack) {
        return (attack.endTick() - attack.startTick()) / (double) World.TICKS_A_DAY;
    }

    /** False alerts a day and organisation at a threshold. */
    static double falseAlertsPerDay(List<Trial> trials, double h) {
        double alarms = 0;
        double days = 0;
        for (Trial trial : trials) {
            alarms += trial.idle >= h ? trial.places : 0;
            days += trial.days;
        }
        return days > 0 ? alarms / days : 0;
    }

    /** The lowest threshold that raises at most so many. */
    static double threshold(List<Trial> trials, double mostPerDay) {
        double h = 0;
        while (falseAlertsPerDay(trials, Math.nextUp(h)) > mostPerDay) {
            h = lowestAbove(trials, h);
        }
        return Math.nextUp(h);
    }

    private static double lowestAbove(List<Trial> trials, double h) {
        double lowest = Double.POSITIVE_INFINITY;
        for (Trial trial : trials) {
            lowest = trial.idle > h ? Math.min(lowest, trial.idle) : lowest;
        }
        return lowest;
    }

    static List<Outcome> outcomes(List<Trial> trials, double h) {
        return trials.stream().map(trial -> trial.at(h)).toList();
    }
}
