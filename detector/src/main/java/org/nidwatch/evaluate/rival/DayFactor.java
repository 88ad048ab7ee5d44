// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

/**
 * Likelihood of one credential's day, honest and abused, when the factor g by which this day is busier than its habit is
 * unknown: lognormal with mean 1 and the variance of its {@link WeekProfile}:
 *
 * <pre>
 * L0 = sum over g of w(g) product over ticks of P(counts | g m)      L1 = the same with P(counts | g m + a)
 * </pre>
 *
 * The grid of g is as fine as a day's counts can tell apart, 15 to 151 points over 3.5 deviations on either side.
 */
final class DayFactor {
    private static final int FEWEST = 15;
    private static final int MOST = 151;
    private static final double REACH = 3.5;

    private final double shape;
    private final double[] factors;
    private final double[] honest;
    private final double[] abused;

    /**
     * Before a day begins.
     *
     * @param variance of g
     * @param perDay counts expected in a day
     * @param shape of a tick's counts
     */
    DayFactor(double variance, double perDay, double shape) {
        this.shape = shape;
        double sigma = Math.sqrt(Math.log1p(variance));
        double precision = Math.sqrt(1 / Math.max(1, perDay) + 1 / (200 * shape));
        int points = (int) Math.min(MOST, Math.max(FEWEST, Math.ceil(2 * REACH * sigma / precision)));
        factors = new double[points];
        honest = new double[points];
        for (int i = 0; i < points; i++) {
            double z = REACH * (2.0 * i / (points - 1) - 1);
            factors[i] = Math.exp(sigma * z - sigma * sigma / 2);
            honest[i] = -z * z / 2;
        }
        abused = honest.clone();
    }

    /** One tick: n asked, of which so many missed and repeated, where so much is habit and the abuse would add so much. */
    void see(int n, int missed, int repeats, Asked habit, Asked abuse) {
        for (int i = 0; i < factors.length; i++) {
            double alone = habit.alone(n, factors[i], shape);
            honest[i] += alone;
            abused[i] += abuse.asked() > 0 ? habit.abused(n, missed, repeats, factors[i], shape, abuse) : alone;
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
