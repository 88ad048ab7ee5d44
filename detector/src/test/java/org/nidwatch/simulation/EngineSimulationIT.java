// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The long form of {@link EngineSimulation}, on demand:
 * {@code mvn verify -Pslow -Dit.test=EngineSimulationIT -Dnidwatch.simulation.steps=5000000 -Dnidwatch.simulation.seed=7}. Not
 * in CI, whose hour is full.
 */
@Tag("slow")
@EnabledIfSystemProperty(named = "nidwatch.simulation.steps", matches = "[0-9]+")
class EngineSimulationIT {
    private static final long STEPS = Long.getLong("nidwatch.simulation.steps", 400_000);
    private static final long SEED = Long.getLong("nidwatch.simulation.seed", 1_000);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void manyKillsChangeNothing(boolean live) {
        EngineSimulation.Result sum = null;
        for (long seed = SEED; sum == null || sum.steps() < STEPS; seed++) {
            EngineSimulation.Result one =
                    new EngineSimulation(seed, live).run(Math.min(STEPS, EngineSimulation.USUAL_STEPS));
            sum = sum == null ? one : sum.plus(one);
        }
        System.out.println((live ? "live: " : "replay: ") + sum);

        assertThat(sum.crashes()).as("crashes").isGreaterThan(STEPS / 2_000);
        assertThat(sum.alerts()).as("emissions of alerts").isGreaterThan(STEPS / 1_000);
    }
}
