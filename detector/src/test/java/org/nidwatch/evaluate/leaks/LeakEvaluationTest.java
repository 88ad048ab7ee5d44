// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.leaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A small world and few samples: enough to notice when the model loses its strength, or claims too much. */
class LeakEvaluationTest {
    @Test
    void namesSmallSourcesOfThirtyPeopleAndDoesNotClaimTooMuch() {
        List<String> told = new ArrayList<>();
        LeakReport report =
                new LeakEvaluation(new LeakEvaluation.Settings(List.of(301L), 60_000, 60, 4), told::add).run();

        assertThat(told).hasSize(1);
        assertThat(report.namedFirst(30, 0.01)).as("seed 301").isGreaterThanOrEqualTo(0.99);
        assertThat(report.namedFirst(100, 1)).isGreaterThanOrEqualTo(0.9);
        assertThat(report.wrongWhenSaying(0.95)).isLessThan(0.05);
        assertThat(report.table()).contains("below 0.1 %", "95 to 99 %", "no source: one named");
        assertThat(report.json()).contains("\"answer\" : \"ONE_SOURCE\"");
    }

    @Test
    void saysWhatIsAllowed() {
        assertThatThrownBy(() -> new LeakEvaluation.Settings(List.of(1L), 9_999, 60, 4))
                .hasMessage("--people 9999: must be within [10000, 20000000]");
    }
}
