// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.benchmark;

import java.nio.file.Path;

/**
 * What is run.
 *
 * @param directory for the broker's data; about 100 bytes an event
 * @param events how many events are written once and read in each round, 10,000 to 1,000,000,000
 * @param partitions of the topic, 2 to 1,024
 * @param organisations of the simulated world
 * @param rounds how often each variant runs, 1 to 100
 * @param seed of the traffic
 */
record BenchmarkSettings(Path directory, long events, int partitions, int organisations, int rounds, long seed) {
    /** Threads of each variant. */
    static final int THREADS = 2;

    BenchmarkSettings {
        within("events", events, 10_000, 1_000_000_000);
        within("partitions", partitions, THREADS, 1_024);
        within("organisations", organisations, 1, 20_000);
        within("rounds", rounds, 1, 100);
    }

    private static void within(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "--" + name + " " + value + ": must be within [" + least + ", " + most + "]");
        }
    }
}
