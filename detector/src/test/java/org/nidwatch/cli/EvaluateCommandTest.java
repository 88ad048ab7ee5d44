// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
    @TempDir
    private Path directory;

    @Test
    void fitsToAWeeklyBudgetAndTellsOfColdStartsAndEvaders() throws Exception {
        Path thresholds = directory.resolve("weekly.yaml");
        Cli.Result cli = Cli.run(
                "evaluate",
                "--world",
                "bursty",
                "--budget-per-day",
                "0.142857",
                "--cold-start",
                "--evaders",
                "1",
                "--organisations",
                "5",
                "--warm-days",
                "5",
                "--days",
                "3",
                "--attacks-per-cell",
                "1",
                "--tuning-seeds",
                "1",
                "--test-seeds",
                "2",
                "--thresholds",
                thresholds.toString());
        assertThat(cli.err()).contains("calibration, round 3");
        assertThat(cli.code()).isZero();
        assertThat(cli.out())
                .contains("budget: 0.143 false alerts a day (1.00 a week)", "fitted on the tuning seeds", " a week")
                .contains("nidwatch, cold start", "By attack and level: nidwatch | nidwatch, cold start")
                .contains("Who knows the engine");
        assertThat(Files.readString(thresholds)).contains("Fitted to 0.142857 alerts a day");
    }

    @Test
    void refusesABudgetOfNothing() {
        Cli.Result cli = Cli.run("evaluate", "--budget-per-day", "0");
        assertThat(cli.code()).isEqualTo(ExitCode.USAGE);
        assertThat(cli.err()).contains("budget: 0.0; must be above 0");
    }
}
