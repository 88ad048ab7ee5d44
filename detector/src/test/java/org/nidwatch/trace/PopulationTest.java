// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PopulationTest {
    @Test
    void ratesGiveEachOrganisationItsCoverage() {
        LookUps lookUps = MadeUp.country(MadeUp.people(0, 0));
        Population population = Population.of(lookUps, 100_000);

        for (OrganisationLookUps each : lookUps.organisations()) {
            double reached = 0;
            for (int g = 0; g < Population.LEVELS; g++) {
                reached += population.weights[g] * -Math.expm1(-population.rates[each.number] * population.levels[g]);
            }
            assertThat(reached).isCloseTo(each.distinct.estimate() / 100_000.0, within(1e-3));
        }
        assertThat(population.known).isBetween(45_000.0, 56_000.0);
    }

    @Test
    void aRegisterSmallerThanThePeopleMetIsNotBelieved() {
        Population population = Population.of(MadeUp.country(MadeUp.people(0, 0)), 1_000);

        assertThat(population.register).isGreaterThan(45_000);
    }
}
