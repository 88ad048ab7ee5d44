// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClockStepsTest {
    private long wall = 1_780_000_000_000L;
    private long steady;

    private final ClockSteps steps = new ClockSteps(() -> wall, () -> steady);

    private void pass(long millis) {
        wall += millis;
        steady += millis * 1_000_000;
    }

    @Test
    void timeThatPassesAndSmallCorrectionsAreBorne() {
        assertThat(steps.look()).isNull();
        pass(1_000_000);
        wall -= 4_999;

        assertThat(steps.look()).isNull();
    }

    @Test
    void aStepBackIsTold() {
        assertThat(steps.look()).isNull();
        pass(1_000);
        wall -= 3 * 3_600_000;

        assertThat(steps.look()).startsWith("the clock of this machine went back by 10800 s");
    }

    @Test
    void aStepAheadHarmsUntilItIsTakenBack() {
        assertThat(steps.look()).isNull();
        wall += 3 * 3_600_000;
        assertThat(steps.look()).isNull();
        wall -= 3 * 3_600_000;

        assertThat(steps.look()).contains("10800 s");
    }
}
