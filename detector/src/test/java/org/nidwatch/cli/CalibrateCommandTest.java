// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrateCommandTest {
    private static final Map<String, String> KEY = Map.of("NIDWATCH_TOKENS_KEY", "a key that is used in tests only");

    @TempDir
    private Path folder;

    private static Cli.Result run(String... args) {
        return new Cli(KEY, "", false).execute(args);
    }

    private Path log(int days) {
        Path log = folder.resolve("log.jsonl");
        Cli.Result made = run(
                "simulate",
                "--data",
                folder.toString(),
                "--out",
                log.toString(),
                "--organisations",
                folder.resolve("orgs.jsonl").toString(),
                "--organisation-count",
                "3",
                "--queries-per-day",
                "600",
                "--for",
                days + "d");
        assertThat(made.code()).as(made.err()).isZero();
        return log;
    }

    @Test
    void writesThresholdsThatAreSettingsAndSayWhereTheyComeFrom() throws IOException {
        Path out = folder.resolve("thresholds.yaml");
        Cli.Result result = run(
                "calibrate",
                log(13).toString(),
                "--data",
                folder.toString(),
                "--organisations",
                folder.resolve("orgs.jsonl").toString(),
                "--output",
                out.toString());
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(Files.readString(out)).contains("Fitted by nidwatch calibrate", "detectors.steady-trickle.flat: ");
        Cli.Result settings = run("settings", "--config", out.toString(), "--data", folder.toString());
        assertThat(settings.code()).as(settings.err()).isZero();
        assertThat(settings.out()).contains("thresholds.yaml");
    }

    @Test
    void aLogTooShortIsAnErrorThatSaysWhatIsNeeded() {
        Cli.Result result =
                run("calibrate", log(3).toString(), "--data", folder.toString(), "--output", folder + "/t.yaml");
        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err()).contains("at least one is needed").contains("--warm-days");
    }
}
