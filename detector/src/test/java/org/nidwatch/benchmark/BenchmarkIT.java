// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("slow")
class BenchmarkIT {
    @TempDir
    Path directory;

    @Test
    void measuresEveryVariantOnTheSameEvents() throws Exception {
        Path json = directory.resolve("benchmark.json");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = new CommandLine(new BenchmarkCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(
                        "--events",
                        "200000",
                        "--rounds",
                        "1",
                        "--partitions",
                        "4",
                        "--latency",
                        "500",
                        "--latency-seconds",
                        "5",
                        "--jvm",
                        "-Xmx512m",
                        "--json",
                        json.toString());

        assertThat(code).as(err.toString()).isZero();
        JsonNode report = new ObjectMapper().readTree(Files.readString(json));
        assertThat(report.path("variants")).hasSize(7);
        report.path("variants")
                .forEach(
                        variant -> assertThat(variant.path("records_per_second").asDouble())
                                .isPositive());
        assertThat(report.path("organisations").asInt()).isBetween(100, 174);
        assertThat(report.path("state_bytes_per_organisation").asLong()).isPositive();
        assertThat(report.path("latency")).hasSize(2);
        report.path("latency").forEach(one -> {
            assertThat(one.path("missing").asInt()).isZero();
            assertThat(one.path("alerts").asInt()).isEqualTo(20);
        });
        assertThat(out.toString()).contains("detector, exactly once", "query produced to alert read");
    }

    @Test
    void saysWhatIsAllowed() {
        StringWriter err = new StringWriter();
        int code = new CommandLine(new BenchmarkCommand())
                .setErr(new PrintWriter(err))
                .execute("--rounds", "0");

        assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("--rounds 0: must be within [1, 100]");
    }
}
