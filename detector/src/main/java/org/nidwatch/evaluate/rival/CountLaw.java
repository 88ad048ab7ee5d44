// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

/** Log-likelihoods of counts: Poisson and negative binomial (mean m, variance m + m*m/r; Hilbe 2011). */
final class CountLaw {
    /** A shape beyond this is Poisson within the precision of a double. */
    private static final double POISSON_SHAPE = 1e9;

    private static final double[] STIRLING = {1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188};

    private CountLaw() {}

    /** ln P(x), without the terms in x alone. Mean above 0; an infinite shape is Poisson. */
    static double negativeBinomial(double x, double mean, double shape) {
        if (shape >= POISSON_SHAPE) {
            return poisson(x, mean);
        }
        return logGamma(x + shape)
                - logGamma(shape)
                - shape * Math.log1p(mean / shape)
                + x * Math.log(mean / (mean + shape));
    }

    /** As {@link #negativeBinomial} without the terms in x and the shape: compares means of one shape. */
    static double negativeBinomialOfOneShape(double x, double mean, double shape) {
        if (shape >= POISSON_SHAPE) {
            return poisson(x, mean);
        }
        return x * Math.log(mean / (mean + shape)) - shape * Math.log1p(mean / shape);
    }

    /** ln P(x), without the terms in x alone. Mean above 0. */
    static double poisson(double x, double mean) {
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
