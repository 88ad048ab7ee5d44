// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.world;

import org.nidwatch.simulate.Rng;

/** How many ordinary queries of each credential a tick is to bring: the week's shape, the calendar, noise and incidents. */
final class Rates {
    private static final int DAY = World.TICKS_A_DAY;

    private final Blueprint blueprint;
    private final Calendar calendar;
    private final int ticks;

    Rates(Blueprint blueprint, Calendar calendar, int ticks) {
        this.blueprint = blueprint;
        this.calendar = calendar;
        this.ticks = ticks;
    }

    /** Expected queries, {@code [credential][tick]}, jobs apart. */
    double[][] all() {
        double[] common = common();
        double[][] rates = new double[blueprint.shares.length][];
        Bursts bursts = new Bursts(Rng.derive(blueprint.seed, 11), blueprint.tenant.meanPerDay());
        for (int credential = 0; credential < rates.length; credential++) {
            rates[credential] = own(credential, bursts);
            for (int tick = 0; tick < ticks; tick++) {
                rates[credential][tick] *= common[tick];
            }
        }
        for (Incidents.Scaling scaling : blueprint.incidents.scalings) {
            for (int credential = 0; credential < rates.length; credential++) {
                if (scaling.credential() == Incidents.ALL || scaling.credential() == credential) {
                    scale(rates[credential], scaling);
                }
            }
        }
        for (Incidents.FailOver failOver : blueprint.incidents.failOvers) {
            double[] stops = rates[failOver.stops()];
            double[] takes = rates[failOver.takes()];
            for (int tick = failOver.from(); tick < Math.min(ticks, failOver.until()); tick++) {
                takes[tick] += stops[tick];
                stops[tick] = 0;
            }
        }
        return rates;
    }

    private void scale(double[] rates, Incidents.Scaling scaling) {
        for (int tick = scaling.from(); tick < Math.min(ticks, scaling.until()); tick++) {
            rates[tick] *= scaling.factor();
        }
    }

    /** What all credentials share: size, growth, calendar, the day's and the hour's noise. */
    private double[] common() {
        Rng rng = new Rng(Rng.derive(blueprint.seed, 12));
        double[] dayNoise = Noise.wandering(rng, ticks / DAY, blueprint.daySpread, 0.3);
        double[] hourNoise = Noise.wandering(rng, Noise.points(ticks), blueprint.hourSpread, rng.between(0.4, 0.85));
        int phase = rng.below(Rhythm.TICKS_AN_HOUR);
        double perTick = blueprint.tenant.meanPerDay() * blueprint.incidents.oneByOne() / DAY;
        double opening = rng.between(0.2, 1);
        double[] common = new double[ticks];
        for (int day = 0; day < ticks / DAY; day++) {
            double today = perTick
                    * StrictMath.exp(blueprint.growthPerDay * (day - ticks / (2.0 * DAY)))
                    * calendar.factor(blueprint.sector, day, blueprint.payday, blueprint.takesPart)
                    * dayNoise[day];
            for (int tick = day * DAY; tick < (day + 1) * DAY; tick++) {
                common[tick] = today * Noise.atTick(hourNoise, tick, phase);
                if (blueprint.joins > 0) {
                    common[tick] *= openedBy(tick, blueprint.joins, opening);
                }
            }
        }
        return common;
    }

    private double[] own(int credential, Bursts bursts) {
        Rng rng = new Rng(Rng.derive(blueprint.seed, 13, credential));
        float[] week = blueprint.rhythms[credential].levels();
        float[] fasting = blueprint.rhythms[credential].fasting().levels();
        double[] noise = Noise.wandering(rng, Noise.points(ticks), blueprint.credentialSpread, rng.between(0.3, 0.85));
        double[] days = Noise.wandering(rng, ticks / DAY, 0.5 * blueprint.credentialSpread, 0.5);
        int phase = rng.below(Rhythm.TICKS_AN_HOUR);
        double share = blueprint.shares[credential];
        double[] sessions = blueprint.bursty ? bursts.levels(week, ticks, share) : new double[0];
        double[] own = new double[ticks];
        for (int tick = 0; tick < ticks; tick++) {
            if (!blueprint.uses(credential, tick)) {
                continue;
            }
            int day = tick / DAY;
            double level = blueprint.bursty
                    ? sessions[tick]
                    : (calendar.fasting(day) ? fasting : week)[tick % Rhythm.TICKS_A_WEEK];
            own[tick] = share * level * days[day] * Noise.atTick(noise, tick, phase) * branch(credential, tick);
        }
        return own;
    }

    /** A new branch comes into its own, and the others lose a part of it. */
    private double branch(int credential, int tick) {
        int branch = blueprint.branch();
        if (branch < 0) {
            return 1;
        }
        double opened =
                openedBy(tick, blueprint.tenant.credentials().get(branch).bornTick(), 0.2);
        return credential == branch ? opened : 1 - opened * blueprint.takenOver * blueprint.shares[branch];
    }

    private static double openedBy(int tick, int born, double first) {
        int since = tick - born;
        return since < 0 ? 0 : Math.min(1, first + (1 - first) * since / Blueprint.OPENING);
    }
}
