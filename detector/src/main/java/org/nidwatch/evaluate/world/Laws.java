// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.world;

import org.nidwatch.simulate.Rng;

/**
 * Counts drawn fast: a world needs some ten million of them. Small means by inversion from one uniform number, large ones
 * by Hörmann's transformed rejection (1993, PTRS and BTRS).
 */
final class Laws {
    private static final double SMALL = 12;
    private static final int FEW = 12;
    /** No law here reaches this; it ends a loop that rounding could keep going. */
    private static final int LONGEST = 100_000;

    private static final double[] LOG_FACTORIAL = new double[16];
    private static final double HALF_LOG_TWO_PI = 0.9189385332046727;

    static {
        for (int i = 2; i < LOG_FACTORIAL.length; i++) {
            LOG_FACTORIAL[i] = LOG_FACTORIAL[i - 1] + StrictMath.log(i);
        }
    }

    private Laws() {}

    static int poisson(Rng rng, double mean) {
        if (!(mean > 0)) {
            return 0;
        }
        if (mean >= SMALL) {
            return largePoisson(rng, mean);
        }
        double u = rng.unit();
        if (u < 1 - mean) {
            return 0; // the chance of none is at least 1 - mean: no need to know it better
        }
        double p = StrictMath.exp(-mean);
        int n = 0;
        while (u >= p && n < LONGEST) {
            u -= p;
            n++;
            p *= mean / n;
        }
        return n;
    }

    /** Negative binomial of the given mean and shape r: variance mean + mean² / r. */
    static int negativeBinomial(Rng rng, double mean, double r) {
        if (!(mean > 0)) {
            return 0;
        }
        if (mean >= SMALL) {
            return poisson(rng, mean * rng.gamma(r) / r);
        }
        double u = rng.unit();
        if (u < 1 - mean) {
            return 0;
        }
        double p = StrictMath.exp(-r * StrictMath.log1p(mean / r));
        double q = mean / (mean + r);
        int n = 0;
        while (u >= p && n < LONGEST) {
            u -= p;
            p *= q * (n + r) / (n + 1);
            n++;
        }
        return n;
    }

    static int binomial(Rng rng, int n, double p) {
        if (n <= 0 || !(p > 0)) {
            return 0;
        }
        if (p >= 1) {
            return n;
        }
        if (n <= FEW) {
            int hits = 0;
            for (int i = 0; i < n; i++) {
                hits += rng.unit() < p ? 1 : 0;
            }
            return hits;
        }
        if (p > 0.5) {
            return n - binomial(rng, n, 1 - p);
        }
        return n * p < SMALL ? smallBinomial(rng, n, p) : largeBinomial(rng, n, p);
    }

    private static int smallBinomial(Rng rng, int n, double p) {
        double u = rng.unit();
        double term = StrictMath.exp(n * StrictMath.log1p(-p));
        double odds = p / (1 - p);
        int hits = 0;
        while (u >= term && hits < n) {
            u -= term;
            term *= odds * (n - hits) / (hits + 1);
            hits++;
        }
        return hits;
    }

    private static int largePoisson(Rng rng, double mean) {
        double b = 0.931 + 2.53 * Math.sqrt(mean);
        double a = -0.059 + 0.02483 * b;
        double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
        double accepted = 0.9277 - 3.6224 / (b - 2);
        double logMean = Double.NaN;
        while (true) {
            double u = rng.unit() - 0.5;
            double v = 1 - rng.unit();
            double us = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / us + b) * u + mean + 0.43);
            if (us >= 0.07 && v <= accepted) {
                return (int) k;
            }
            if (k < 0 || k > Integer.MAX_VALUE || us < 0.013 && v > us) {
                continue;
            }
            if (Double.isNaN(logMean)) {
                logMean = StrictMath.log(mean);
            }
            if (StrictMath.log(v * inverseAlpha / (a / (us * us) + b)) <= k * logMean - mean - logFactorial(k)) {
                return (int) k;
            }
        }
    }

    private static int largeBinomial(Rng rng, int n, double p) {
        double spread = Math.sqrt(n * p * (1 - p));
        double b = 1.15 + 2.53 * spread;
        double a = -0.0873 + 0.0248 * b + 0.01 * p;
        double accepted = 0.92 - 4.2 / b;
        double alpha = (2.83 + 5.1 / b) * spread;
        double mode = Math.floor((n + 1) * p);
        while (true) {
            double u = rng.unit() - 0.5;
            double v = 1 - rng.unit();
            double us = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / us + b) * u + n * p + 0.5);
            if (us >= 0.07 && v <= accepted) {
                return (int) k;
            }
            if (k < 0 || k > n) {
                continue;
            }
            double against = logFactorial(mode) + logFactorial(n - mode) - logFactorial(k) - logFactorial(n - k);
            if (StrictMath.log(v * alpha / (a / (us * us) + b)) <= against + (k - mode) * StrictMath.log(p / (1 - p))) {
                return (int) k;
            }
        }
    }

    private static double logFactorial(double n) {
        if (n < LOG_FACTORIAL.length) {
            return LOG_FACTORIAL[(int) n];
        }
        double x = n + 1;
        double square = x * x;
        return (x - 0.5) * StrictMath.log(x)
                - x
                + HALF_LOG_TWO_PI
                + (1.0 / 12 - (1.0 / 360 - 1 / (1260 * square)) / square) / x;
    }
}
