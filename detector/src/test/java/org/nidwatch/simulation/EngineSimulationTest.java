// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short form of {@link EngineSimulation}; {@link EngineSimulationIT} is the long one. */
class EngineSimulationTest {
    private static final long STEPS = 9_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aKilledDetectorSaysWhatAnUndisturbedOneSays(long seed) {
        EngineSimulation.Result result = new EngineSimulation(seed, false).run(STEPS);

        assertThat(result.crashes()).as("crashes").isGreaterThan(3);
        assertThat(result.alerts()).as("emissions of alerts").isGreaterThan(50);
        assertThat(result.rejected()).as("rejected records").isGreaterThan(50);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void soDoesOneThatIsKilledWhileAClockRuns(long seed) {
        EngineSimulation.Result result = new EngineSimulation(seed, true).run(STEPS);

        assertThat(result.crashes()).as("crashes").isGreaterThan(3);
        assertThat(result.alerts()).as("emissions of alerts").isGreaterThan(50);
    }
}
