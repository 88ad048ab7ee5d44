// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

/**
 * Likelihood of one credential's day, honest and abused, when the factor g by which this day is busier than its habit is
 * unknown: lognormal with mean 1 and the variance of its {@link WeekProfile}, one for fresh records, misses and repeats:
 *
 * <pre>
 * L0 = sum over g of w(g) product over ticks of P(x | g m)      L1 = the same with P(x | g m + a)
 * </pre>
 *
 * The grid of g is as fine as a day's counts can tell apart, 15 to 151 points over 3.5 deviations on either side.
 */
final class DayFactor {
    private static final int FEWEST = 15;
    private static final int MOST = 151;
    private static final double REACH = 3.5;

    private final double[] factors;
    private final double[] logFactors;
    private final double[] honest;
    private final double[] abused;

    /**
     * Before a day begins.
     *
     * @param variance of g
     * @param perDay counts expected in a day
     * @param shape of a tick's fresh records
     */
    DayFactor(double variance, double perDay, double shape) {
        double sigma = Math.sqrt(Math.log1p(variance));
        double precision = Math.sqrt(1 / Math.max(1, perDay) + 1 / (200 * shape));
        int points = (int) Math.min(MOST, Math.max(FEWEST, Math.ceil(2 * REACH * sigma / precision)));
        factors = new double[points];
        logFactors = new double[points];
        honest = new double[points];
        for (int i = 0; i < points; i++) {
            double z = REACH * (2.0 * i / (points - 1) - 1);
            logFactors[i] = sigma * z - sigma * sigma / 2;
            factors[i] = Math.exp(logFactors[i]);
            honest[i] = -z * z / 2;
        }
        abused = honest.clone();
    }

    /** A tick's fresh records x, where m are habit and the abuse would add a. */
    void fresh(int x, double m, double a, double shape) {
        for (int i = 0; i < factors.length; i++) {
            double mean = factors[i] * m;
            double alone = CountLaw.negativeBinomialOfOneShape(x, mean, shape);
            honest[i] += alone;
            abused[i] += a > 0 ? CountLaw.negativeBinomialOfOneShape(x, mean + a, shape) : alone;
        }
    }

    /** A tick's misses or block repeats x, where m are habit and the abuse would add a. */
    void poisson(int x, double m, double a) {
        double lnM = Math.log(m);
        for (int i = 0; i < factors.length; i++) {
            double mean = factors[i] * m;
            double alone = x * (lnM + logFactors[i]) - mean;
            honest[i] += alone;
            abused[i] += a > 0 ? CountLaw.poisson(x, mean + a) : alone;
        }
    }

    /** ln(L1 / L0) of the day so far. */
    double ratio() {
        return logSum(abused) - logSum(honest);
    }

    private static double logSum(double[] logs) {
        double most = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            most = Math.max(most, log);
        }
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - most);
        }
        return most + Math.log(sum);
    }
}
