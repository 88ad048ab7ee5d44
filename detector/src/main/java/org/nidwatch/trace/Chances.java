// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.trace;

import java.util.List;

/**
 * For each leaked person and each organisation that looked them up, the probability p(i, o) that it would have done so anyway:
 * the mean of 1 - exp(-rate(o) s a) over the person's activity a, given who <em>else</em> looked them up. s is the part of o's
 * look-ups that lie before the person's date, 1 without one. The activity's distribution is that of the population, bent
 * towards the sample by EM as if {@value #STRENGTH} ordinary people were in it: a dump of busy people must not look like the
 * customers of whoever knows busy people.
 */
final class Chances {
    /** Coverage is a sketch's estimate, and the law of look-ups is not quite this one. */
    private static final double CAUTION = 1 + org.nidwatch.window.DistinctCount.RELATIVE_ERROR;

    private static final int STRENGTH = 20;
    private static final int ROUNDS = 15;

    private final Population population;
    private final double[] weights;
    private final double[][] shares;
    /** What is to be taken off the expected hits, since an organisation's own look-up says nothing of what to expect of it. */
    private final double[] ownLeftOut;

    private final double[] totals = new double[OrganisationLookUps.BINS];

    /** How many people of each level there are in the sample, by the bin of their date, the undated first. */
    private final double[][] activity = new double[OrganisationLookUps.BINS + 1][Population.LEVELS];

    /** Reckons the chances of all these people. */
    Chances(LookUps lookUps, Population population, List<Person> people) {
        this.population = population;
        weights = population.weights.clone();
        List<OrganisationLookUps> organisations = lookUps.organisations();
        shares = new double[OrganisationLookUps.BINS][];
        for (Person person : people) {
            if (person.bin >= 0 && shares[person.bin] == null) {
                shares[person.bin] = shares(organisations, person.bin);
            }
        }
        ownLeftOut = new double[organisations.size()];
        bend(people);
        people.forEach(this::reckon);
    }

    private double[] shares(List<OrganisationLookUps> organisations, int bin) {
        double[] up = new double[organisations.size()];
        for (OrganisationLookUps each : organisations) {
            up[each.number] = each.shareUpTo(bin);
            totals[bin] += population.rates[each.number] * up[each.number];
        }
        return up;
    }

    private void bend(List<Person> people) {
        double[] logs = new double[Population.LEVELS];
        for (int round = 0; round < ROUNDS; round++) {
            double[] sums = new double[Population.LEVELS];
            for (Person person : people) {
                levels(person, logs);
                Population.addPosterior(logs, 1, sums);
            }
            for (int g = 0; g < Population.LEVELS; g++) {
                weights[g] = STRENGTH * population.weights[g] + sums[g];
            }
            Population.normalise(weights);
        }
    }

    private void levels(Person person, double[] logs) {
        double total = person.bin < 0 ? population.total() : totals[person.bin];
        for (int g = 0; g < Population.LEVELS; g++) {
            logs[g] = Math.log(weights[g]) - population.levels[g] * total;
        }
        for (OrganisationLookUps each : person.by) {
            for (int g = 0; g < Population.LEVELS; g++) {
                logs[g] += gain(person, each.number, g);
            }
        }
    }

    private double gain(Person person, int organisation, int level) {
        return person.bin < 0
                ? population.gains[organisation][level]
                : Population.gain(exposure(person, organisation, level));
    }

    private double exposure(Person person, int organisation, int level) {
        double share = person.bin < 0 ? 1 : shares[person.bin][organisation];
        return population.rates[organisation] * share * population.levels[level];
    }

    private void reckon(Person person) {
        double[] all = new double[Population.LEVELS];
        double[] others = new double[Population.LEVELS];
        levels(person, all);
        Population.addPosterior(all, 1, activity[person.bin + 1]);
        double[] posteriorOfAll = new double[Population.LEVELS];
        Population.addPosterior(all, 1, posteriorOfAll);
        person.chance = new double[person.by.size()];
        for (int k = 0; k < person.chance.length; k++) {
            int organisation = person.by.get(k).number;
            for (int g = 0; g < Population.LEVELS; g++) {
                others[g] = all[g] - gain(person, organisation, g) + exposure(person, organisation, g);
            }
            double[] posterior = new double[Population.LEVELS];
            Population.addPosterior(others, 1, posterior);
            double chance = 0;
            double counted = 0;
            for (int g = 0; g < Population.LEVELS; g++) {
                double looksUp = -Math.expm1(-exposure(person, organisation, g));
                chance += posterior[g] * looksUp;
                counted += posteriorOfAll[g] * looksUp;
            }
            ownLeftOut[organisation] += chance - counted;
            person.chance[k] = Math.max(1e-12, Math.min(1, chance * CAUTION));
        }
    }

    /** How many of the sample an organisation would have looked up by chance alone. */
    double expected(OrganisationLookUps organisation) {
        double expected = ownLeftOut[organisation.number];
        for (int bin = -1; bin < OrganisationLookUps.BINS; bin++) {
            if (bin >= 0 && shares[bin] == null) {
                continue;
            }
            double share = bin < 0 ? 1 : shares[bin][organisation.number];
            for (int g = 0; g < Population.LEVELS; g++) {
                double exposure = population.rates[organisation.number] * share * population.levels[g];
                expected += activity[bin + 1][g] * -Math.expm1(-exposure);
            }
        }
        return expected;
    }
}
