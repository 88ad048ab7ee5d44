// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

import java.util.ArrayList;
import java.util.List;
import org.nidwatch.evaluate.world.Attack;
import org.nidwatch.evaluate.world.Traffic;
import org.nidwatch.evaluate.world.World;

/**
 * The limit without clairvoyance: knows the habits of each credential ({@link WeekProfile}) and the law of the abuse (which
 * credentials, when, how hard), but not how busy this day happens to be; that it must tell from the day's own counts
 * ({@link DayFactor}). Campaigns, outages and growth are to it busy and slow days. CUSUM over days of the likelihood ratio
 * with the day's factor integrated out, looked at after every tick; as busy days come in rows, a day that is over counts
 * for its share of a row. It sees no other credential and no other organisation, so a method that compares peers can come
 * before it.
 */
final class BlindOracle {
    private final Traffic honest;
    private final List<WeekProfile> profiles = new ArrayList<>();

    BlindOracle(Traffic honest) {
        this.honest = honest;
        for (int row = 0; row <= honest.counts().credentials(); row++) {
            profiles.add(WeekProfile.of(honest, row));
        }
    }

    /** Tick at whose end the statistic reaches h, plus one; -1 = never. */
    int alarm(Attack attack, double h) {
        return climb(attack, (tick, height) -> height >= h);
    }

    /** Hears how high the statistic stands at the end of each tick. */
    @FunctionalInterface
    interface Listener {
        /** Whether it has heard enough. */
        boolean stands(int tick, double height);
    }

    /** The tick at whose end the listener had heard enough, plus one; -1 = it never had. */
    int climb(Attack attack, Listener listener) {
        int[] rows = abused(attack);
        double before = 0;
        for (int day = attack.startTick() / World.TICKS_A_DAY; day * World.TICKS_A_DAY < attack.endTick(); day++) {
            DayFactor[] factors = factors(rows, day);
            int until = Math.min(attack.endTick(), (day + 1) * World.TICKS_A_DAY);
            for (int tick = day * World.TICKS_A_DAY; tick < until; tick++) {
                double ratio = step(attack, rows, factors, tick);
                if (tick >= attack.startTick() && listener.stands(tick, before + ratio)) {
                    return tick + 1;
                }
            }
            for (int i = 0; i < rows.length; i++) {
                before += factors[i].ratio() / profiles.get(rows[i]).persistence();
            }
            before = Math.max(0, before);
        }
        return -1;
    }

    private double step(Attack attack, int[] rows, DayFactor[] factors, int tick) {
        double ratio = 0;
        for (int i = 0; i < rows.length; i++) {
            int missed = Ticks.missed(honest, attack, rows[i], tick);
            int asked = Ticks.fresh(honest, attack, rows[i], tick) + missed;
            int repeats = Ticks.repeats(honest, attack, rows[i], tick);
            Asked habit = profiles.get(rows[i]).at(tick);
            factors[i].see(asked, missed, repeats, habit, Ticks.abuse(attack, rows[i], tick));
            ratio += factors[i].ratio();
        }
        return ratio;
    }

    private DayFactor[] factors(int[] rows, int day) {
        DayFactor[] factors = new DayFactor[rows.length];
        for (int i = 0; i < rows.length; i++) {
            WeekProfile profile = profiles.get(rows[i]);
            factors[i] = new DayFactor(profile.dayVariance(), profile.perDay(day), honest.shape());
        }
        return factors;
    }

    /** The rows that take part. */
    static int[] abused(Attack attack) {
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < attack.meanFresh().length; row++) {
            if (any(attack.meanFresh()[row]) || any(attack.meanMissed()[row])) {
                rows.add(row);
            }
        }
        return rows.stream().mapToInt(Integer::intValue).toArray();
    }

    private static boolean any(float[] means) {
        for (float mean : means) {
            if (mean > 0) {
                return true;
            }
        }
        return false;
    }
}
