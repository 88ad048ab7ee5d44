// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate;

import java.util.List;

/**
 * What became of a set of attacks.
 *
 * @param recallLow lower end of the recall's 95 % interval (Wilson 1927); NaN without attacks, as all that follows
 * @param medianHours to the alarm over all attacks, a missed one as never: infinite when half are missed
 * @param medianRecords abusive fresh records before the alarm, a missed attack with all of its records
 */
record Tally(
        int attacks,
        int detected,
        double recallLow,
        double recallHigh,
        double medianHours,
        double medianRecords,
        double meanRecords,
        double p95Records) {
    /** Two-sided 95 % of a normal. */
    private static final double Z = 1.959963984540054;

    static Tally of(List<Outcome> outcomes) {
        int attacks = outcomes.size();
        int detected = (int) outcomes.stream().filter(Outcome::detected).count();
        double[] hours = outcomes.stream()
                .mapToDouble(one -> one.detected() ? one.hours() : Double.POSITIVE_INFINITY)
                .sorted()
                .toArray();
        double[] records =
                outcomes.stream().mapToDouble(Outcome::records).sorted().toArray();
        double sum = 0;
        for (double value : records) {
            sum += value;
        }
        double[] interval = wilson(detected, attacks);
        return new Tally(
                attacks,
                detected,
                interval[0],
                interval[1],
                quantile(hours, 0.5),
                quantile(records, 0.5),
                attacks == 0 ? Double.NaN : sum / attacks,
                quantile(records, 0.95));
    }

    /** Share of attacks detected; NaN without attacks. */
    double recall() {
        return attacks == 0 ? Double.NaN : (double) detected / attacks;
    }

    /** Wilson's score interval of k of n: (k + z^2/2 -+ z sqrt(k (n - k) / n + z^2/4)) / (n + z^2). */
    static double[] wilson(int k, int n) {
        if (n == 0) {
            return new double[] {Double.NaN, Double.NaN};
        }
        double square = Z * Z;
        double half = Z * Math.sqrt((double) k * (n - k) / n + square / 4);
        double middle = k + square / 2;
        return new double[] {Math.max(0, (middle - half) / (n + square)), Math.min(1, (middle + half) / (n + square))};
    }

    /** Quantile of sorted values, interpolated between the two nearest; NaN of none. */
    static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double at = share * (sorted.length - 1);
        int below = (int) Math.floor(at);
        double part = at - below;
        // Also keeps infinity times nothing, which is no number, out of the sum.
        if (part == 0 || sorted[below] == sorted[below + 1]) {
            return sorted[below];
        }
        return sorted[below] + part * (sorted[below + 1] - sorted[below]);
    }
}
