// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchmarkReportTest {
    private static final BenchmarkSettings SETTINGS = settings(10_000, 4);

    private final BenchmarkReport report = new BenchmarkReport(
            SETTINGS,
            List.of(
                    new Measurement(BenchmarkReport.RAW, 1, 1_000, 1, 700),
                    new Measurement("detector", 1, 600, 2, 700),
                    new Measurement(BenchmarkReport.RAW, 2, 2_000, 1, 700),
                    new Measurement("detector", 2, 1_000, 3, 700),
                    new Measurement(BenchmarkReport.RAW, 3, 4_000, 1, 700),
                    new Measurement("detector", 3, 1_200, 4, 700)),
            List.of(new LatencyResult("detector", 2_000, 600, 1, 9.5, 21, 30, 40)),
            new StateSize(2, 3_000));

    @Test
    void comparesEachRunWithThePlainConsumerOfItsOwnRound() throws Exception {
        JsonNode detector =
                new ObjectMapper().readTree(report.json()).path("variants").get(1);

        assertThat(detector.path("variant").asText()).isEqualTo("detector");
        assertThat(detector.path("ratio_to_raw").asDouble()).isEqualTo(0.5);
        assertThat(detector.path("records_per_second").asDouble()).isEqualTo(1_000);
        assertThat(detector.path("cpu_seconds_per_million").asDouble()).isEqualTo(3);
        assertThat(detector.path("rounds").get(2).path("ratio_to_raw").asDouble())
                .isEqualTo(0.3);
    }

    @Test
    void showsMediansAndTheSizeOfTheState() {
        assertThat(report.table())
                .containsPattern("detector +1,000 +0.500 +3.00 +700")
                .contains("state: 1,500 bytes for each of 2 organisations")
                .contains("p50    9.5  p99   21.0  p99.9   30.0  max   40.0 ms  (600 alerts, 1 missing)");
    }

    private static BenchmarkSettings settings(long events, int partitions) {
        return new BenchmarkSettings(
                Path.of("."), events, partitions, 174, 3, 1, List.of(Variant.RAW), List.of(), 30, List.of());
    }

    @Test
    void refusesVariantsWithNothingToCompareThemWith() {
        assertThatThrownBy(() -> Variant.of("row"))
                .hasMessageContaining("--variants row: must be some of raw, reader, at-least-once");
        assertThatThrownBy(() -> new BenchmarkSettings(
                        Path.of("."), 10_000, 4, 174, 3, 1, List.of(Variant.SCAN), List.of(), 30, List.of()))
                .hasMessageContaining("raw must be among them");
    }

    @Test
    void refusesSizesThatMeasureNothing() {
        assertThatThrownBy(() -> settings(9_999, 4)).hasMessage("--events 9999: must be within [10000, 1000000000]");
        assertThatThrownBy(() -> settings(10_000, 1)).hasMessageContaining("--partitions 1");
    }
}
