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
 * S = max(0, S + sum over credentials and counts of ln P(x | honest + abuse) - ln P(x | honest)),   alarm at S &gt;= h
 * </pre>
 *
 * Fresh records are negative binomial with mean m and shape r; with an expected abuse a (Poisson) upon them, mean m + a and
 * variance m + m*m/r + a, that is shape r (m + a)^2 / m^2. Misses and block repeats are Poisson, and taken as independent
 * of the fresh records. A credential that nobody uses may be used once in a thousand ticks by accident.
 */
final class ClairvoyantOracle {
    static final double LEAST_MEAN = 0.001;

    private ClairvoyantOracle() {}

    /** Tick at whose end S reaches h, plus one; -1 = never. */
    static int alarm(Attack attack, Traffic honest, double h) {
        double sum = 0;
        for (int tick = attack.startTick(); tick < attack.endTick(); tick++) {
            sum = Math.max(0, sum + ratio(attack, honest, tick));
            if (sum >= h) {
                return tick + 1;
            }
        }
        return -1;
    }

    private static double ratio(Attack attack, Traffic honest, int tick) {
        int at = tick - attack.startTick();
        double ratio = 0;
        for (int row = 0; row < attack.meanFresh().length; row++) {
            double fresh = attack.meanFresh()[row][at];
            if (fresh > 0) {
                int x = Ticks.seen(honest.counts().fresh(), attack.added().fresh(), row, tick, at);
                ratio += freshRatio(x, Ticks.mean(honest.meanFresh(), row, tick), fresh, honest.shape());
            }
            double missed = attack.meanMissed()[row][at];
            if (missed > 0) {
                int x = Ticks.seen(honest.counts().missed(), attack.added().missed(), row, tick, at);
                ratio += poissonRatio(x, Ticks.mean(honest.meanMissed(), row, tick), missed);
            }
            double repeats = attack.meanRepeats()[row][at];
            if (repeats > 0) {
                int x = Ticks.seen(honest.counts().repeats(), attack.added().repeats(), row, tick, at);
                ratio += poissonRatio(x, Ticks.mean(honest.meanRepeats(), row, tick), repeats);
            }
        }
        return ratio;
    }

    /** Log-likelihood ratio of x fresh records where m are expected and an abuse would add a. */
    static double freshRatio(int x, double m, double a, double shape) {
        double mean = Math.max(LEAST_MEAN, m);
        double both = mean + a;
        double share = both / mean;
        return CountLaw.negativeBinomial(x, both, shape * share * share) - CountLaw.negativeBinomial(x, mean, shape);
    }

    /** Log-likelihood ratio of x where m are expected and an abuse would add a: x ln((m + a) / m) - a. */
    static double poissonRatio(int x, double m, double a) {
        double mean = Math.max(LEAST_MEAN, m);
        return x * Math.log1p(a / mean) - a;
    }
}
