// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.world;

import java.util.Arrays;
import org.nidwatch.simulate.Rng;

/** Draws the honest counts of one organisation, one credential after the other. */
final class HonestTraffic {
    private static final int DAY = World.TICKS_A_DAY;
    /** What people know from minutes ago is known on the first day of a world too. */
    private static final double RETRIES = 0.12;

    private final Blueprint blueprint;
    private final Calendar calendar;
    private final int ticks;
    private final double retries;

    // Laws of the credential in hand, by tick: queries, and of these asked, missed, fresh and repeats.
    private final double[] queries;
    private final double[] asked;
    private final double[] missed;
    private final double[] fresh;
    private final double[] repeats;

    HonestTraffic(Blueprint blueprint, Calendar calendar, int ticks) {
        this.blueprint = blueprint;
        this.calendar = calendar;
        this.ticks = ticks;
        retries = new Rng(Rng.derive(blueprint.seed, 20)).between(0.3, 2);
        queries = new double[ticks];
        asked = new double[ticks];
        missed = new double[ticks];
        fresh = new double[ticks];
        repeats = new double[ticks];
    }

    Traffic draw() {
        double[][] rates = new Rates(blueprint, calendar, ticks).all();
        int credentials = rates.length;
        Counts counts = empty(credentials, ticks);
        float[][] meanFresh = new float[credentials][ticks];
        float[][] meanMissed = new float[credentials][ticks];
        float[][] meanRepeats = new float[credentials][ticks];
        double[] days = knownByDay();
        for (int credential = 0; credential < credentials; credential++) {
            ordinary(credential, rates[credential], days);
            jobs(credential);
            Rng rng = new Rng(Rng.derive(blueprint.seed, 21, credential));
            for (int tick = 0; tick < ticks; tick++) {
                meanFresh[credential][tick] = (float) fresh[tick];
                meanMissed[credential][tick] = (float) missed[tick];
                meanRepeats[credential][tick] = (float) repeats[tick];
                drawTick(rng, counts, credential, tick);
            }
        }
        return new Traffic(counts, meanFresh, blueprint.tickShape, meanMissed, meanRepeats);
    }

    private static Counts empty(int rows, int ticks) {
        return new Counts(
                0,
                new int[rows][ticks],
                new int[rows][ticks],
                new int[rows][ticks],
                new int[rows][ticks],
                new int[rows][ticks]);
    }

    /**
     * One count of queries, split: each part is then negative binomial about its own mean with the same shape.
     */
    private void drawTick(Rng rng, Counts counts, int credential, int tick) {
        int n = Laws.negativeBinomial(rng, queries[tick], blueprint.tickShape);
        if (n == 0) {
            return;
        }
        int a = Laws.binomial(rng, n, asked[tick] / queries[tick]);
        int f = Laws.binomial(rng, a, fresh[tick] / asked[tick]);
        counts.queries()[credential][tick] = n;
        counts.asked()[credential][tick] = a;
        counts.fresh()[credential][tick] = f;
        counts.missed()[credential][tick] = Laws.binomial(rng, a - f, missed[tick] / (asked[tick] - fresh[tick]));
        counts.repeats()[credential][tick] = Laws.binomial(rng, a, repeats[tick] / asked[tick]);
    }

    /**
     * Part of the queries that are about known people, by day. On the first day nobody is known but those asked about a
     * moment ago; then the memory of 60 days fills, the sooner the more regular the customers.
     */
    private double[] knownByDay() {
        Rng rng = new Rng(Rng.derive(blueprint.seed, 22));
        double fills = rng.between(3, 20);
        double[] drift = Noise.wandering(rng, ticks / DAY, blueprint.knownDrift, 0.97);
        int joined = Math.max(0, blueprint.joins) / DAY;
        double[] known = new double[ticks / DAY];
        for (int day = 0; day < known.length; day++) {
            double filled = 1 - (1 - RETRIES) * StrictMath.exp(-Math.max(0, day - joined + 0.5) / fills);
            known[day] = blueprint.known * drift[day] * filled;
        }
        return known;
    }

    private void ordinary(int credential, double[] rates, double[] knownByDay) {
        Rng rng = new Rng(Rng.derive(blueprint.seed, 23, credential));
        double knows = rng.between(0.7, 1.3);
        double errs = rng.between(0.6, 1.4);
        double[] knownNoise = Noise.wandering(rng, Noise.points(ticks), rng.between(0.02, 0.15), 0.6);
        double[] missNoise = Noise.wandering(rng, Noise.points(ticks), rng.between(0.1, 0.5), 0.6);
        double[] scaled = knownScale(credential);
        double[] faulty = faults(credential);
        for (int tick = 0; tick < ticks; tick++) {
            int hour = tick / Rhythm.TICKS_AN_HOUR;
            double known = Math.min(0.95, knownByDay[tick / DAY] * knows * knownNoise[hour] * scaled[tick]);
            double miss = Math.min(0.9, blueprint.missed * errs * missNoise[hour] * faulty[tick]);
            double errors = calendar.errors(tick);
            // Who gets an error tries again, and the second time the number has been asked about before.
            queries[tick] = rates[tick] * (1 + errors * retries);
            asked[tick] = rates[tick] * (1 - known);
            missed[tick] = asked[tick] * miss * (1 - errors);
            fresh[tick] = asked[tick] * (1 - miss - Math.min(blueprint.denied, 1 - miss)) * (1 - errors);
            repeats[tick] = asked[tick] * blueprint.repeats;
        }
    }

    private double[] knownScale(int credential) {
        double[] scale = ones();
        for (Incidents.Scaling scaling : blueprint.incidents.scalings) {
            if (scaling.credential() == Incidents.ALL || scaling.credential() == credential) {
                multiply(scale, scaling.from(), scaling.until(), scaling.known());
            }
        }
        return scale;
    }

    private double[] faults(int credential) {
        double[] scale = ones();
        for (Incidents.BadForm form : blueprint.incidents.badForms) {
            if (form.credential() == Incidents.ALL || form.credential() == credential) {
                multiply(scale, form.from(), form.until(), form.factor());
            }
        }
        return scale;
    }

    private double[] ones() {
        double[] ones = new double[ticks];
        Arrays.fill(ones, 1);
        return ones;
    }

    private void multiply(double[] scale, int from, int until, double factor) {
        for (int tick = from; tick < Math.min(ticks, until); tick++) {
            scale[tick] *= factor;
        }
    }

    private void jobs(int credential) {
        for (Incidents.Job job : blueprint.incidents.jobs) {
            if (job.credential() == credential) {
                add(job);
            }
        }
    }

    private void add(Incidents.Job job) {
        for (int tick = Math.max(job.from(), blueprint.joins); tick < Math.min(ticks, job.until()); tick++) {
            double strangers = job.perTick() * (1 - job.known());
            queries[tick] += job.perTick();
            asked[tick] += strangers;
            missed[tick] += strangers * job.missed();
            fresh[tick] += strangers * (1 - job.missed());
            repeats[tick] += strangers * job.repeats();
        }
    }
}
