// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.nidwatch.settings.Settings;
import org.nidwatch.settings.SettingsLoader;

/** Calibration on what a running installation has kept, against one embedded default. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CalibrateTopicIT {
    private static final LocalDate FIRST =
            LocalDate.now(ZoneId.of("Asia/Dhaka")).minusDays(30);

    @TempDir
    private static Path data;

    private static EmbeddedDefault embedded;

    @BeforeAll
    static void startTheEmbeddedDefault() throws IOException {
        Settings free = new SettingsLoader(Map.of(), java.util.Set::of)
                .load(null, List.of())
                .settings()
                .alone(data, 0, 0, 0);
        embedded = EmbeddedDefault.start(free);
        Keys.generate(embedded.in(free, false), Map.of());
    }

    @AfterAll
    static void stopIt() throws IOException {
        embedded.close();
    }

    private static Cli.Result run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--data", data.toString()));
        return Cli.run(all.toArray(String[]::new));
    }

    private static Cli.Result calibrate(String... args) {
        List<String> all = new ArrayList<>(List.of("calibrate", "--output", output().toString()));
        all.addAll(List.of(args));
        return run(all.toArray(String[]::new));
    }

    private static Path output() {
        return data.resolve("thresholds.yaml");
    }

    @Test
    @Order(1)
    void anEmptyTopicIsAnError() {
        assertThat(calibrate().err()).contains("run `nidwatch topics --apply` first");
        assertThat(run("topics", "--apply").code()).isEqualTo(ExitCode.OK);
        Cli.Result result = calibrate();
        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err()).isEqualToNormalizingNewlines("nidwatch: topic nid.queries holds no queries\n");
    }

    @Test
    @Order(2)
    void thresholdsSayWhichOffsetsTheyComeFrom() throws IOException {
        Cli.Result made = run(
                "simulate",
                "--to-kafka",
                "--from",
                FIRST + "T00:00:00+06:00",
                "--for",
                "14d",
                "--organisation-count",
                "3",
                "--queries-per-day",
                "600",
                "--events",
                "none");
        assertThat(made.code()).as(made.err()).isZero();

        Cli.Result result = calibrate(
                "--bootstrap-servers",
                embedded.kafka(),
                "--set",
                "registry.url=" + embedded.registry(),
                "--until",
                FIRST.plusDays(11).toString());
        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).contains("of 3 organisations");
        String written = Files.readString(output());
        assertThat(written)
                .containsPattern("# Fitted by nidwatch calibrate .* on 20\\d\\d-\\d\\d-\\d\\d to 1.0 alerts a day")
                .containsPattern(
                        "# on topic nid.queries, partition:offsets \\d:0-\\d+.*: \\d+ queries from .* to .*, 3 organisations,"
                                + " the first 10 days")
                .contains("detectors.steady-trickle.flat: ");
        Cli.Result settings = run("settings", "--config", output().toString());
        assertThat(settings.code()).as(settings.err()).isZero();
    }

    @Test
    @Order(3)
    void aSpanBeforeWhatIsKeptIsAnError() {
        Cli.Result result = calibrate("--from", FIRST.minusDays(20).toString());
        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err())
                .contains("lies before what the topic keeps, which begins at " + FIRST)
                .contains("leave out --from");
        assertThat(calibrate("--from", FIRST.plusDays(20).toString()).err())
                .contains("no query lies between --from and --until");
    }

    @Test
    @Order(4)
    void tooFewDaysAreAnError() {
        Cli.Result result = calibrate("--from", FIRST.plusDays(6).toString());
        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err()).contains("that span of the topic holds 0.0 days after its first 10");
    }

    @Test
    @Order(5)
    void optionsThatContradictEachOtherAreErrors() {
        Cli.Result log = calibrate("log.jsonl", "--from", "2026-01-01");
        assertThat(log.code()).isEqualTo(ExitCode.USAGE);
        assertThat(log.err()).contains("leave out log.jsonl");
        assertThat(calibrate("--format", "csv").err()).contains("name the log");
        assertThat(calibrate("--from", "2026-02-02", "--until", "2026-02-01").err())
                .contains("must lie before --until");
        assertThat(calibrate("--from", "yesterday").err()).contains("--from = yesterday: must be a day");
        assertThat(calibrate("--set", "detectors.steady-trickle.flat=1").err()).contains("must be within [3, 100000]");
    }
}
