// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RatiosTest {
    // ln of the negative binomial's probability without the terms that cancel in a ratio.
    private static double likelihood(int x, double m, double r) {
        return x * Math.log(m / (m + r)) + r * Math.log(r / (m + r));
    }

    @Test
    void theLineIsTheLogLikelihoodRatioOfTwoNegativeBinomials() {
        for (double m : new double[] {0.03, 1, 40, 2_000}) {
            for (double dispersion : new double[] {0.004, 0.3, 4}) {
                for (int x : new int[] {0, 1, 7, 300}) {
                    double m1 = 2.2 * m + 0.1;
                    double line = Ratios.gain(m, m1, dispersion) * x - Ratios.cost(m, m1, dispersion);
                    double exact = likelihood(x, m1, 1 / dispersion) - likelihood(x, m, 1 / dispersion);
                    assertThat(line).isCloseTo(exact, within(1e-6 * Math.max(1, Math.abs(exact))));
                }
            }
        }
    }

    @Test
    void withHardlyAnyDispersionItIsPoissons() {
        assertThat(Ratios.gain(3, 6, 1e-9)).isCloseTo(Math.log(2), within(1e-6));
        assertThat(Ratios.cost(3, 6, 1e-9)).isCloseTo(3, within(1e-3));
    }
}
