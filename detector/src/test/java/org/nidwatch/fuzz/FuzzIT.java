// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every target under the coverage-guided fuzzer (Jazzer), each in a process of its own with little memory: nothing but what a target
 * lets pass may be thrown, and none may take a minute. Longer, or one alone, what it finds kept in a folder:
 * {@code mvn verify -Pslow -Dit.test=FuzzIT -Dnidwatch.fuzz.seconds=600 -Dnidwatch.fuzz.target=LOG -Dnidwatch.fuzz.folder=found}.
 */
@Tag("slow")
class FuzzIT {
    private static final int SECONDS = Integer.getInteger("nidwatch.fuzz.seconds", 2);
    private static final String ONLY = System.getProperty("nidwatch.fuzz.target", "");
    private static final String FOLDER = System.getProperty("nidwatch.fuzz.folder", "");
    private static final int START_SECONDS = 240;

    /** For one input, by the clock on the wall: much, as the machine may be busy with other tests. */
    private static final int TOO_SLOW_SECONDS = 60;

    /** Processes at a time. */
    private static final int TOGETHER = 2;

    @TempDir
    Path temporary;

    @Test
    void nothingIsFound() throws Exception {
        List<FuzzTarget> targets = Stream.of(FuzzTarget.values())
                .filter(each -> ONLY.isEmpty() || each.name().equals(ONLY))
                .toList();
        for (int i = 0; i < targets.size(); i += TOGETHER) {
            Map<FuzzTarget, Process> running = new EnumMap<>(FuzzTarget.class);
            for (FuzzTarget target : targets.subList(i, Math.min(targets.size(), i + TOGETHER))) {
                running.put(target, start(target));
            }
            for (Map.Entry<FuzzTarget, Process> each : running.entrySet()) {
                end(each.getKey(), each.getValue());
            }
        }
    }

    private Path place(FuzzTarget target) {
        return (FOLDER.isEmpty() ? temporary : Path.of(FOLDER)).resolve(target.folderName());
    }

    private Process start(FuzzTarget target) throws IOException {
        Path place = place(target);
        Path corpus = Files.createDirectories(place.resolve("corpus"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.className(),
                "--instrumentation_includes=org.nidwatch.**",
                // The target of requests is a client of its own server; a mapping's patterns are its operator's.
                "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery"
                        + ":com.code_intelligence.jazzer.sanitizers.RegexInjection",
                "--reproducer_path=" + place.toAbsolutePath(),
                "-artifact_prefix=" + place.toAbsolutePath() + File.separator,
                "-max_total_time=" + SECONDS,
                "-timeout=" + TOO_SLOW_SECONDS,
                "-rss_limit_mb=3000",
                corpus.toAbsolutePath().toString(),
                target.folder().toAbsolutePath().toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(place.resolve("output.txt").toFile())
                .start();
    }

    private void end(FuzzTarget target, Process process) throws IOException, InterruptedException {
        boolean ended = process.waitFor(SECONDS + START_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        String output = Files.readString(place(target).resolve("output.txt"), StandardCharsets.ISO_8859_1);
        assertThat(ended).as("%s ends in time: %s", target, output).isTrue();
        assertThat(process.exitValue()).as("%s: %s", target, output).isZero();
        assertThat(output).as("%s", target).contains("Done ");
        String done = output.substring(output.lastIndexOf("Done "))
                .lines()
                .findFirst()
                .orElse("");
        System.out.println(target + ": " + done);
    }
}
