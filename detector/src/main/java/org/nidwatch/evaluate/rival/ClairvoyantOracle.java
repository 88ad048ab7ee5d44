// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

import org.nidwatch.evaluate.world.Attack;
import org.nidwatch.evaluate.world.Traffic;

/**
 * Knows everything but the dice: the law of every tick of honest traffic (the day, the campaigns, the outages), which
 * credentials are abused, when, and how hard. CUSUM of Page 1954 upon the true log-likelihood ratio, which no test can beat
 * in worst-case mean delay (Moustakides 1986):
 *
 * <pre>
 * S = max(0, S + sum over credentials of ln P(counts | honest + abuse) - ln P(counts | honest)),   alarm at S &gt;= h
 * </pre>
 *
 * P is the law of {@link Asked}: negative binomial with mean m and shape r, and with an expected abuse a (taken as Poisson)
 * upon it mean m + a and variance m + m*m/r + a; misses and block repeats are binomial parts. That an abuse may keep an
 * even pace is not used.
 */
final class ClairvoyantOracle {
    private ClairvoyantOracle() {}

    /** Tick at whose end S reaches h, plus one; -1 = never. */
    static int alarm(Attack attack, Traffic honest, double h) {
        double sum = 0;
        for (int tick = attack.startTick(); tick < attack.endTick(); tick++) {
            double ratio = 0;
            for (int row = 0; row < attack.meanFresh().length; row++) {
                Asked abuse = Ticks.abuse(attack, row, tick);
                ratio += abuse.asked() > 0 ? ratio(attack, honest, row, tick, abuse) : 0;
            }
            sum = Math.max(0, sum + ratio);
            if (sum >= h) {
                return tick + 1;
            }
        }
        return -1;
    }

    private static double ratio(Attack attack, Traffic honest, int row, int tick, Asked abuse) {
        Asked expected = Ticks.expected(honest, row, tick);
        int missed = Ticks.missed(honest, attack, row, tick);
        int n = Ticks.fresh(honest, attack, row, tick) + missed;
        int repeats = Ticks.repeats(honest, attack, row, tick);
        return expected.abused(n, missed, repeats, 1, honest.shape(), abuse) - expected.alone(n, 1, honest.shape());
    }
}
