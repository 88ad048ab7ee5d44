// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

import java.util.Arrays;

/**
 * Farrington et al. 1996 as improved by Noufaily et al. 2012 (doi:10.1002/sim.5595), on hours instead of weeks, trend
 * omitted. Baseline: the same hour of the week and its two neighbours in the last eight weeks. Quasi-Poisson mean mu and
 * dispersion phi = max(1, sum w (y - mu)^2 / mu / (n - 1)); past outbreaks are weighed down by their Anscombe residual
 *
 * <pre>
 * s = 3/2 (y^(2/3) mu^(-1/6) - mu^(1/2)) / sqrt(phi (1 - 1/n)),   w = gamma s^-2 where s &gt; 2.58, else gamma; sum w = n
 * </pre>
 *
 * and the fit is repeated once. The published bound is (mu^(2/3) + z sqrt(4/9 mu^(1/3) tau))^(3/2) with
 * tau = phi + var(mu) / mu; the score is the z at which the bound would just be reached. As published, no alarm with fewer
 * than 5 events in the last 4 periods.
 */
final class Farrington implements HourlyScorer {
    private static final int WEEKS = 8;
    private static final int LEAST_WEEKS = 3;
    private static final int AROUND = 1;
    private static final double OUTBREAK = 2.58;
    private static final int RECENT = 4;
    private static final double FEWEST = 5;
    private static final double LEAST_MEAN = 0.1;

    private final double[] past = new double[(WEEKS + 1) * HOURS_A_WEEK];
    private final double[] powers = new double[past.length];
    private final double[] values = new double[WEEKS * (2 * AROUND + 1)];
    private final double[] valuePowers = new double[values.length];
    private final double[] weights = new double[values.length];
    private int seen;

    @Override
    public double next(int hourOfWeek, double count) {
        double power = twoThirds(count);
        past[seen % past.length] = count;
        powers[seen % past.length] = power;
        int now = seen++;
        int n = now >= LEAST_WEEKS * HOURS_A_WEEK + AROUND ? baseline(now) : 0;
        return n == 0 || recent(now) < FEWEST ? 0 : score(n, power);
    }

    private double score(int n, double power) {
        Arrays.fill(weights, 0, n, 1);
        double mu = mean(n);
        double phi = dispersion(n, mu);
        weighOutbreaksDown(n, mu, phi);
        mu = mean(n);
        phi = dispersion(n, mu);
        double tau = phi + phi / n;
        double spread = Math.sqrt(4.0 / 9.0 * Math.cbrt(mu) * tau);
        return (power - twoThirds(mu)) / spread;
    }

    private int baseline(int now) {
        int n = 0;
        for (int week = 1; week <= WEEKS && now - week * HOURS_A_WEEK - AROUND >= 0; week++) {
            for (int near = -AROUND; near <= AROUND; near++) {
                int at = (now - week * HOURS_A_WEEK + near) % past.length;
                values[n] = past[at];
                valuePowers[n++] = powers[at];
            }
        }
        return n;
    }

    private double recent(int now) {
        double sum = 0;
        for (int i = 0; i < RECENT; i++) {
            sum += past[(now - i) % past.length];
        }
        return sum;
    }

    private double mean(int n) {
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < n; i++) {
            sum += weights[i] * values[i];
            weight += weights[i];
        }
        return Math.max(LEAST_MEAN, sum / weight);
    }

    private double dispersion(int n, double mu) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += weights[i] * (values[i] - mu) * (values[i] - mu);
        }
        return Math.max(1, sum / mu / (n - 1));
    }

    private void weighOutbreaksDown(int n, double mu, double phi) {
        double sixth = Math.pow(mu, -1.0 / 6.0);
        double scale = 1.5 / Math.sqrt(phi * (1 - 1.0 / n));
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double residual = scale * (valuePowers[i] * sixth - Math.sqrt(mu));
            weights[i] = residual > OUTBREAK ? 1 / (residual * residual) : 1;
            sum += weights[i];
        }
        for (int i = 0; i < n; i++) {
            weights[i] *= n / sum;
        }
    }

    private static double twoThirds(double value) {
        double root = Math.cbrt(value);
        return root * root;
    }
}
