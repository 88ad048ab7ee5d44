// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nidwatch.simulate.Rng;

class LawsTest {
    private static final int DRAWS = 200_000;

    private final Rng rng = new Rng(7);

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.5, 3, 11.9, 12.1, 40, 2_000})
    void poissonHasItsMeanAndVariance(double mean) {
        expect(() -> Laws.poisson(rng, mean), mean, mean, 1);
    }

    @ParameterizedTest
    @CsvSource({"0.02, 0.5", "0.4, 3", "5, 0.4", "11.9, 20", "12.1, 2", "300, 8", "2000, 60"})
    void negativeBinomialHasItsMeanAndVariance(double mean, double shape) {
        expect(() -> Laws.negativeBinomial(rng, mean, shape), mean, mean + mean * mean / shape, 3);
    }

    @ParameterizedTest
    @CsvSource({"1, 0.3", "12, 0.9", "13, 0.05", "40, 0.97", "100, 0.12", "100, 0.121", "3000, 0.7", "3000, 0.002"})
    void binomialHasItsMeanAndVariance(int n, double p) {
        expect(() -> Laws.binomial(rng, n, p), n * p, n * p * (1 - p), 1);
    }

    @Test
    void poissonHasItsTails() {
        int above = 0;
        int below = 0;
        for (int i = 0; i < DRAWS; i++) {
            int n = Laws.poisson(rng, 30);
            above += n > 45 ? 1 : 0;
            below += n < 17 ? 1 : 0;
        }
        // P(N > 45) and P(N < 17) of Poisson(30)
        assertThat(above / (double) DRAWS).isCloseTo(0.003948, within(0.0006));
        assertThat(below / (double) DRAWS).isCloseTo(0.003869, within(0.0006));
    }

    @Test
    void nothingComesOfNothing() {
        assertThat(Laws.poisson(rng, 0)).isZero();
        assertThat(Laws.negativeBinomial(rng, 0, 1)).isZero();
        assertThat(Laws.binomial(rng, 0, 0.5)).isZero();
        assertThat(Laws.binomial(rng, 5, Double.NaN)).isZero();
        assertThat(Laws.binomial(rng, 5, 1.0001)).isEqualTo(5);
    }

    private static void expect(IntSupplier law, double mean, double variance, double heavy) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < DRAWS; i++) {
            double x = law.getAsInt();
            sum += x;
            squares += (x - mean) * (x - mean);
        }
        double error = 4 * Math.sqrt(variance / DRAWS);
        assertThat(sum / DRAWS).isCloseTo(mean, within(error));
        double kurtosis = heavy * (3 + 1 / Math.max(1e-9, variance));
        assertThat(squares / DRAWS).isCloseTo(variance, within(4 * variance * Math.sqrt(kurtosis / DRAWS)));
    }
}
