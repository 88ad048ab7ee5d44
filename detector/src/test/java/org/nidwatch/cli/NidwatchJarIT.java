// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that users start, as a process of its own. */
class NidwatchJarIT {
    private static final Pattern FOREIGN =
            Pattern.compile(" (org\\.apache|com\\.fasterxml|ch\\.qos|org\\.slf4j|io\\.micrometer)\\.");

    private static final Pattern TRUTH = Pattern.compile("The bot sits behind (\\S+)\\. The probe named (\\S+)\\.");

    @TempDir
    private Path folder;

    /** Start-up under a second is a matter of what is left alone; counting seconds on a busy machine would prove nothing. */
    @Test
    void helpLoadsNothingHeavy() throws Exception {
        Run run = start(List.of("-Xlog:class+load:file=" + folder.resolve("classes.log")), "--help");

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).startsWith("Usage: nidwatch");
        List<String> foreign;
        try (var lines = Files.lines(folder.resolve("classes.log"))) {
            foreign = lines.filter(line -> FOREIGN.matcher(line).find()).toList();
        }
        assertThat(foreign)
                .as("a few interfaces, for the signatures of commands")
                .hasSizeLessThan(25);
    }

    @Test
    void versionIsThatOfTheBuild() throws Exception {
        Run run = start(List.of(), "--version");

        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).containsPattern("nidwatch \\d+\\.\\d+\\.\\d+\\RJava 1?\\d");
    }

    @Test
    void badUsageIsSixtyFour() throws Exception {
        Run run = start(List.of(), "run", "--set", "http.prt=1");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .isEqualToNormalizingNewlines(
                        "nidwatch: http.prt (from --set): there is no such key; did you mean" + " http.port?\n");
    }

    @Test
    @Tag("slow")
    void aTerminatedRunStopsInOrderAndAnswersZero() throws Exception {
        Run run = start(
                List.of("-Xmx512m"),
                "run",
                "--data",
                folder.resolve("data").toString(),
                "--set",
                "embedded.kafka.port=0",
                "--set",
                "embedded.registry.port=0",
                "--set",
                "http.port=0");
        await().atMost(Duration.ofSeconds(90))
                .until(() -> !run.process.isAlive() || run.out().contains("canary add"));

        run.process.destroy();

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.err()).endsWith("Stopped." + System.lineSeparator());
        assertThat(run.err()).as("a quiet start").doesNotContain(" WARN ").doesNotContain(" ERROR ");
    }

    @Test
    @Tag("slow")
    void theDemoShowsAnAlertEndsByItselfAndLeavesNothing() throws Exception {
        Path temp = Files.createDirectory(folder.resolve("tmp"));
        Run run = start(List.of("-Xmx512m", "-Djava.io.tmpdir=" + temp), "demo", "--for", "60s");

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out())
                .contains("NIDWATCH DEMO")
                .contains("enumeration")
                .contains("The truth: this is the hidden enumeration")
                .contains("SUMMARY after 1:0")
                .contains("False alarms: 0.");
        assertThat(run.err()).isEmpty();
        try (var left = Files.list(temp)) {
            assertThat(left.filter(path -> path.getFileName().toString().startsWith("nidwatch")))
                    .isEmpty();
        }
    }

    @Test
    @Tag("slow")
    void theStoryOfTheTelegramBotNamesTheOrganisationBehindIt() throws Exception {
        Path temp = Files.createDirectory(folder.resolve("tmp"));
        Path evidence = folder.resolve("evidence");
        Run run = start(
                List.of("-Xmx512m", "-Djava.io.tmpdir=" + temp),
                "demo",
                "--story",
                "telegram",
                "--organisations",
                "60",
                "--evidence",
                evidence.toString());

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        Matcher truth = TRUTH.matcher(run.out());
        assertThat(truth.find()).as(run.out()).isTrue();
        String hidden = truth.group(1);
        assertThat(truth.group(2)).as("named by the probe").isEqualTo(hidden);
        assertThat(run.out())
                .contains(hidden + " answered 1 of 1 probe")
                .contains(hidden + " stands out")
                .contains("the same alert comes out, bit for bit")
                .as("nobody's number")
                .doesNotContainPattern("\\b(\\d{10}|\\d{13}|\\d{17})\\b");
        assertThat(evidence.resolve("report.html")).content().contains(hidden);
        try (var left = Files.list(temp)) {
            assertThat(left.filter(path -> path.getFileName().toString().startsWith("nidwatch")))
                    .isEmpty();
        }
    }

    private Run start(List<String> options, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-jar", System.getProperty("nidwatch.jar")));
        command.addAll(List.of(args));
        File out = folder.resolve("out.txt").toFile();
        File err = folder.resolve("err.txt").toFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out)
                .redirectError(err);
        builder.environment().keySet().removeIf(name -> name.startsWith("NIDWATCH_") || name.startsWith("JAVA_TOOL"));
        return new Run(builder.start(), out.toPath(), err.toPath());
    }

    private record Run(Process process, Path outFile, Path errFile) {
        int exitCode() throws InterruptedException {
            if (!process.waitFor(180, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("still running after 3 minutes");
            }
            return process.exitValue();
        }

        String out() throws IOException {
            return Files.readString(outFile);
        }

        String err() throws IOException {
            return Files.readString(errFile);
        }
    }
}
