// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.trace;

import java.util.List;

/**
 * The likelihood of the sample under each hypothesis, as logarithms of the ratio to "none of them": one source, or two. The
 * part of the sample that came through a source is not known and is integrated over a grid, evenly.
 */
final class Evidence {
    /** Beyond so many people evidence grows no further: what the model gets wrong does not average out. */
    static final int EFFECTIVE_PEOPLE = 2_000;

    private static final double[] PARTS = {0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999};
    private static final double[] TOGETHER = {0.3, 0.5, 0.7, 0.85, 0.95, 0.999};
    private static final double[] OF_FIRST = {0.15, 0.3, 0.5, 0.7, 0.85};

    private final int people;
    private final double temper;

    Evidence(int people) {
        this.people = people;
        temper = Math.min(1, (double) EFFECTIVE_PEOPLE / people);
    }

    /** A logarithm of a likelihood ratio, and the part of the sample that fits best on average. */
    record Weighed(double log, double part) {}

    /**
     * For one source.
     *
     * @param factors of each person that it looked up: what the look-up is worth, 1 / chance times the timing
     */
    Weighed one(double[] factors) {
        double[] logs = new double[PARTS.length];
        for (int j = 0; j < PARTS.length; j++) {
            double part = PARTS[j];
            double log = (people - factors.length) * Math.log1p(-part);
            for (double factor : factors) {
                log += Math.log(1 - part + part * factor);
            }
            logs[j] = temper * log;
        }
        return mean(logs, PARTS);
    }

    /** The logarithm of the mean, and the mean of the values weighted by likelihood. */
    private static Weighed mean(double[] logs, double[] values) {
        double most = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            most = Math.max(most, log);
        }
        double sum = 0;
        double weighted = 0;
        for (int j = 0; j < logs.length; j++) {
            double likelihood = Math.exp(logs[j] - most);
            sum += likelihood;
            weighted += likelihood * values[j];
        }
        return new Weighed(most + Math.log(sum / logs.length), weighted / sum);
    }

    /**
     * For two sources together.
     *
     * @param pairs of each person that either looked up, what its look-up is worth to the first and to the second; 0 = none
     */
    double two(List<double[]> pairs) {
        double[] logs = new double[TOGETHER.length * OF_FIRST.length];
        int at = 0;
        for (double together : TOGETHER) {
            for (double ofFirst : OF_FIRST) {
                double first = together * ofFirst;
                double second = together - first;
                double log = (people - pairs.size()) * Math.log1p(-together);
                for (double[] pair : pairs) {
                    log += Math.log(1 - together + first * pair[0] + second * pair[1]);
                }
                logs[at++] = temper * log;
            }
        }
        return mean(logs, logs).log();
    }

    /** The logarithm of a sum of exponentials. */
    static double logSum(double[] logs) {
        double most = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            most = Math.max(most, log);
        }
        if (most == Double.NEGATIVE_INFINITY) {
            return most;
        }
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - most);
        }
        return most + Math.log(sum);
    }
}
