// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How ordinary citizens are looked up: each has an activity a, a mixture over {@value #LEVELS} levels 1/64 to 32 whose weights
 * are fitted by EM to the control group (and to the citizens nobody looked up), and organisation o looks up a citizen of
 * activity a within the span with probability 1 - exp(-rate(o) a), where rate(o) is such that this is o's coverage on average:
 * its distinct citizens over the size of the register.
 */
final class Population {
    static final int LEVELS = 16;
    private static final double LOWEST = 1.0 / 64;
    private static final double STEP = 11.0 / (LEVELS - 1);
    private static final int ROUNDS = 25;
    private static final double MOST_COVERAGE = 0.98;

    final double[] levels = new double[LEVELS];
    final double[] weights = new double[LEVELS];
    final double[] rates;

    /** log(exp(rate a) - 1), by organisation and level: what a look-up adds to the likelihood of a level. */
    final double[][] gains;

    /** Distinct citizens that anybody looked up in the span, estimated from the control group. */
    final double known;

    /** The size of the register that was reckoned with. */
    final double register;

    private final double[] coverage;

    /** Sets of organisations that control people were looked up by, and how many people each: most are alike. */
    private final Map<List<Integer>, Integer> people = new LinkedHashMap<>();

    private int followed;
    private double total;

    private Population(LookUps lookUps, double registerSize) {
        List<OrganisationLookUps> organisations = lookUps.organisations();
        rates = new double[organisations.size()];
        coverage = new double[rates.length];
        gains = new double[rates.length][LEVELS];
        collect(lookUps.controls());
        known = followed / lookUps.controls().part();
        double largest = 0;
        for (OrganisationLookUps each : organisations) {
            largest = Math.max(largest, each.distinct.estimate());
        }
        register = Math.max(registerSize, Math.max(known, largest));
        for (OrganisationLookUps each : organisations) {
            coverage[each.number] = Math.min(MOST_COVERAGE, each.distinct.estimate() / register);
        }
        for (int g = 0; g < LEVELS; g++) {
            levels[g] = LOWEST * Math.pow(2, STEP * g);
            double log2 = -6 + STEP * g;
            weights[g] = Math.exp(-0.5 * log2 * log2 / 2);
        }
        normalise(weights);
        fit(Math.max(0, register * lookUps.controls().part() - followed));
    }

    /** Fits it to what was read; the register is at least as large as the people met. */
    static Population of(LookUps lookUps, long registerSize) {
        return new Population(lookUps, registerSize);
    }

    private void collect(Controls controls) {
        List<long[]> pairs = new ArrayList<>();
        controls.each((citizen, organisation) -> pairs.add(new long[] {citizen, organisation}));
        pairs.sort(Comparator.<long[]>comparingLong(pair -> pair[0]).thenComparingLong(pair -> pair[1]));
        for (int i = 0; i < pairs.size(); ) {
            int end = i;
            while (end < pairs.size() && pairs.get(end)[0] == pairs.get(i)[0]) {
                end++;
            }
            List<Integer> by = new ArrayList<>(end - i);
            for (int j = i; j < end; j++) {
                by.add((int) pairs.get(j)[1]);
            }
            people.merge(by, 1, Integer::sum);
            followed++;
            i = end;
        }
    }

    private void fit(double nobodys) {
        for (int round = 0; round < ROUNDS; round++) {
            solve();
            double[] sums = new double[LEVELS];
            double[] nobody = new double[LEVELS];
            for (int g = 0; g < LEVELS; g++) {
                nobody[g] = Math.log(weights[g]) - levels[g] * total;
            }
            addPosterior(nobody, nobodys, sums);
            people.forEach((by, count) -> {
                double[] logs = nobody.clone();
                for (int organisation : by) {
                    for (int g = 0; g < LEVELS; g++) {
                        logs[g] += gains[organisation][g];
                    }
                }
                addPosterior(logs, count, sums);
            });
            for (int g = 0; g < LEVELS; g++) {
                weights[g] = sums[g] + 1e-9;
            }
            normalise(weights);
        }
        solve();
        people.clear();
    }

    /** Adds a posterior over levels, given by its logarithms up to a constant, with this weight. */
    static void addPosterior(double[] logs, double weight, double[] sums) {
        double most = logs[0];
        for (double log : logs) {
            most = Math.max(most, log);
        }
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - most);
        }
        for (int g = 0; g < LEVELS; g++) {
            sums[g] += weight * Math.exp(logs[g] - most) / sum;
        }
    }

    static void normalise(double[] weights) {
        double sum = Arrays.stream(weights).sum();
        for (int g = 0; g < LEVELS; g++) {
            weights[g] /= sum;
        }
    }

    private void solve() {
        total = 0;
        for (int o = 0; o < rates.length; o++) {
            rates[o] = rate(coverage[o], rates[o]);
            total += rates[o];
            for (int g = 0; g < LEVELS; g++) {
                gains[o][g] = gain(rates[o] * levels[g]);
            }
        }
    }

    static double gain(double exposure) {
        return exposure > 30 ? exposure : Math.log(Math.expm1(exposure));
    }

    // Newton on a concave rising function, from below: never overshoots.
    private double rate(double goal, double start) {
        double rate = reach(start) <= goal ? start : 0;
        for (int i = 0; i < 60; i++) {
            double reached = 0;
            double slope = 0;
            for (int g = 0; g < LEVELS; g++) {
                double stay = Math.exp(-rate * levels[g]);
                reached += weights[g] * (1 - stay);
                slope += weights[g] * levels[g] * stay;
            }
            double step = (goal - reached) / slope;
            rate += step;
            if (Math.abs(step) < 1e-9 * rate) {
                break;
            }
        }
        return Math.max(rate, 1e-12);
    }

    private double reach(double rate) {
        double reached = 0;
        for (int g = 0; g < LEVELS; g++) {
            reached += weights[g] * -Math.expm1(-rate * levels[g]);
        }
        return reached;
    }

    /** Sum of all rates. */
    double total() {
        return total;
    }
}
