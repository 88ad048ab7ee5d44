// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RngTest {
    private static final int DRAWS = 200_000;

    @Test
    void isSplitMix64() {
        // First output of the reference implementation (Vigna, splitmix64.c) for state 1234567.
        assertThat(new Rng(1234567).next()).isEqualTo(6457827717110365317L);
    }

    @Test
    void theExponentialHasMeanAndDeviationOne() {
        Rng rng = new Rng(1);
        double[] moments = moments(rng::exponential);

        assertThat(moments[0]).isCloseTo(1, within(0.01));
        assertThat(moments[1]).isCloseTo(1, within(0.02));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.3, 1, 2.5})
    void noiseHasMeanOneAndTheVariationAskedFor(double variation) {
        Rng rng = new Rng(2);
        double[] moments = moments(() -> rng.noise(variation));

        assertThat(moments[0]).isCloseTo(1, within(0.03));
        assertThat(moments[1]).isCloseTo(variation, within(0.06 * variation));
    }

    @Test
    void theNormalQuantileKnowsItsTable() {
        assertThat(Rng.normalQuantile(0.5)).isCloseTo(0, within(1e-3));
        assertThat(Rng.normalQuantile(0.975)).isCloseTo(1.95996, within(1e-3));
        assertThat(Rng.normalQuantile(0.001)).isCloseTo(-3.09023, within(1e-3));
    }

    @Test
    void partsOfASeedHaveNothingToDoWithEachOther() {
        int equalBits = 0;
        for (long part = 0; part < 1000; part++) {
            equalBits += Long.bitCount(~(Rng.derive(1, part) ^ Rng.derive(1, part + 1)));
        }
        assertThat(equalBits / 1000.0).isCloseTo(32, within(0.6));
    }

    private static double[] moments(DoubleSupplier draw) {
        double[] drawn = DoubleStream.generate(draw).limit(DRAWS).toArray();
        double mean = DoubleStream.of(drawn).average().orElseThrow();
        double variance =
                DoubleStream.of(drawn).map(x -> (x - mean) * (x - mean)).sum() / DRAWS;
        return new double[] {mean, Math.sqrt(variance)};
    }
}
