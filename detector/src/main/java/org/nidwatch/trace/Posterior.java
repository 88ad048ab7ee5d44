// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nidwatch.trace.Evidence.Weighed;

/** The hypotheses with their priors and likelihoods: none, one organisation, two. Summed over the ways of timing. */
final class Posterior {
    private final int organisations;
    private final int timings;
    private final double logNone;
    private final double logOne;
    private final double logTwo;
    private final double[] singles;
    private final double[] parts;
    private final double[] ratios;
    private final double[] best;
    private final List<Pair> pairs = new ArrayList<>();

    private record Pair(int first, int second, double log) {}

    /**
     * Nothing weighed yet.
     *
     * @param timings how many times each hypothesis will be weighed, evenly likely
     * @param none prior of no source
     */
    Posterior(int organisations, int timings, double none) {
        this.organisations = organisations;
        this.timings = timings;
        double two = organisations < 2 ? 0 : LeakModel.TWO;
        logNone = Math.log(none);
        logOne = Math.log((1 - none) * (1 - two) / Math.max(1, organisations));
        logTwo = Math.log((1 - none) * two) - Math.log(organisations * (organisations - 1) / 2.0);
        singles = new double[organisations];
        parts = new double[organisations];
        ratios = new double[organisations];
        Arrays.fill(singles, Double.NEGATIVE_INFINITY);
        best = new double[organisations];
        Arrays.fill(ratios, Double.NEGATIVE_INFINITY);
        Arrays.fill(best, Double.NEGATIVE_INFINITY);
    }

    void single(int organisation, Weighed weighed) {
        double log = weighed.log() - Math.log(timings);
        if (log > best[organisation]) {
            best[organisation] = log;
            parts[organisation] = weighed.part();
        }
        ratios[organisation] = Evidence.logSum(new double[] {ratios[organisation], log});
        singles[organisation] = logOne + ratios[organisation];
    }

    void pair(int first, int second, double log) {
        pairs.add(new Pair(first, second, logTwo + log - Math.log(timings)));
    }

    /** log of all evidence, priors included. */
    private double all() {
        double[] logs = Arrays.copyOf(singles, singles.length + pairs.size() + 1);
        for (int i = 0; i < pairs.size(); i++) {
            logs[singles.length + i] = pairs.get(i).log();
        }
        logs[logs.length - 1] = logNone;
        return Evidence.logSum(logs);
    }

    double none() {
        return Math.exp(logNone - all());
    }

    /** For each organisation: that it is a source, alone or one of two. */
    double[] sources() {
        double all = all();
        double[] probabilities = new double[organisations];
        for (int o = 0; o < organisations; o++) {
            probabilities[o] = Math.exp(singles[o] - all);
        }
        for (Pair pair : pairs) {
            double probability = Math.exp(pair.log() - all);
            probabilities[pair.first()] += probability;
            probabilities[pair.second()] += probability;
        }
        for (int o = 0; o < organisations; o++) {
            probabilities[o] = Math.min(1, probabilities[o]);
        }
        return probabilities;
    }

    /** That there are two sources. */
    double two() {
        double all = all();
        return pairs.stream().mapToDouble(pair -> Math.exp(pair.log() - all)).sum();
    }

    /** Logarithm of the likelihood if this is the one source, over none. */
    double logRatio(int organisation) {
        return ratios[organisation];
    }

    /** Part of the sample that it explains if it is the one source. */
    double part(int organisation) {
        return parts[organisation];
    }
}
