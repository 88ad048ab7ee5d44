// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

/** Log-likelihoods of counts: Poisson and negative binomial (mean m, variance m + m*m/r; Hilbe 2011). */
final class CountLaw {
    /** A shape beyond this is Poisson within the precision of a double. */
    private static final double POISSON_SHAPE = 1e9;

    /** Below this a product is faster than the gamma function, and cannot overflow: the shape is below 1e9. */
    private static final int FEW = 12;

    private static final double[] STIRLING = {1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188};

    private CountLaw() {}

    /** ln P(x), without the terms in x alone. Mean above 0; an infinite shape is Poisson. */
    static double negativeBinomial(int x, double mean, double shape) {
        if (shape >= POISSON_SHAPE) {
            return poisson(x, mean);
        }
        return logRising(shape, x) - shape * Math.log1p(mean / shape) + x * Math.log(mean / (mean + shape));
    }

    /**
     * Shape of the sum of a negative binomial (mean m, shape r) and a Poisson (mean a), as its variance
     * m + m*m/r + a has it: r (m + a)^2 / m^2.
     */
    static double shapeOfSum(double m, double a, double shape) {
        double times = 1 + a / m;
        return shape * times * times;
    }

    /** Log-likelihood ratio of k of n when each is one with probability p1 instead of p0; both within (0, 1). */
    static double binomialRatio(int k, int n, double p0, double p1) {
        return (k == 0 ? 0 : k * Math.log(p1 / p0)) + (n == k ? 0 : (n - k) * Math.log((1 - p1) / (1 - p0)));
    }

    /** ln(r (r + 1) ... (r + x - 1)). */
    private static double logRising(double r, int x) {
        if (x > FEW) {
            return logGamma(x + r) - logGamma(r);
        }
        double product = 1;
        for (int i = 0; i < x; i++) {
            product *= r + i;
        }
        return Math.log(product);
    }

    /** ln P(x), without the terms in x alone. Mean above 0. */
    static double poisson(int x, double mean) {
        return x * Math.log(mean) - mean;
    }

    /** ln of the gamma function of a positive number: Stirling's series above 10, the recurrence below. */
    static double logGamma(double z) {
        double product = 1;
        double up = z;
        while (up < 10) {
            product *= up++;
        }
        double inverse = 1 / up;
        double square = inverse * inverse;
        double series = 0;
        for (int i = STIRLING.length - 1; i >= 0; i--) {
            series = series * square + STIRLING[i];
        }
        return (up - 0.5) * Math.log(up) - up + 0.5 * Math.log(2 * Math.PI) + series * inverse - Math.log(product);
    }
}
