// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * BoundedMemory: 10,000 organisations, 100,000 credentials and 10 million people fit into stated limits; by default a tenth of
 * each into a tenth of the limits. Setting: {@code crowd.parts} (10; 1 = all of it, over eight minutes).
 */
@Tag("slow")
class BoundedMemoryIT {
    private static final int PARTS = Integer.getInteger("crowd.parts", 10);
    /** What the JVM and the detectors take whatever is watched, and what comes with the crowd. */
    private static final int HEAP_MIB = 100 + 1_500 / PARTS;

    private static final double MOST_STATE_MIB = 600.0 / PARTS;
    private static final int ORGANISATIONS = 10_000 / PARTS;

    @TempDir
    Path directory;

    @Test
    void aThousandPeopleForEachOfManyOrganisations() throws Exception {
        Path output = directory.resolve("output.txt");
        Process process = new ProcessBuilder(Child.java(
                        List.of("-Xmx" + HEAP_MIB + "m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"),
                        Crowd.class,
                        List.of(
                                Integer.toString(ORGANISATIONS),
                                Integer.toString(10 * ORGANISATIONS),
                                Integer.toString(1_000 * ORGANISATIONS))))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(30, TimeUnit.MINUTES);
        process.destroyForcibly();
        String told = Files.readString(output);
        assertThat(ended).as("it ends within half an hour").isTrue();
        assertThat(process.exitValue()).as(told).isZero();
        System.out.print(told);
        assertThat(told).contains("organisations=" + ORGANISATIONS + " ");
        double state = Double.parseDouble(told.replaceAll("(?s).*state\\.mib=([0-9.]+).*", "$1"));
        assertThat(state).as("MiB of state").isLessThan(MOST_STATE_MIB);
    }
}
