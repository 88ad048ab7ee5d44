// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.benchmark;

import java.nio.file.Path;
import java.util.List;

/**
 * What is run.
 *
 * @param directory for the broker's data; about 100 bytes an event
 * @param events how many events are written once and read in each round, 10,000 to 1,000,000,000
 * @param partitions of the topic, 2 to 1,024
 * @param organisations of the simulated world
 * @param rounds how often each variant runs, 1 to 100
 * @param seed of the traffic
 * @param variants what is compared, in this order; the plain consumer is always among them
 * @param latencyRates events a second at which latency is measured, each 100 to 1,000,000; none = not at all
 * @param latencySeconds how long each rate is held, 5 to 3,600
 * @param jvm options of each measured process
 */
record BenchmarkSettings(
        Path directory,
        long events,
        int partitions,
        int organisations,
        int rounds,
        long seed,
        List<Variant> variants,
        List<Integer> latencyRates,
        int latencySeconds,
        List<String> jvm) {
    /** Threads of each variant. */
    static final int THREADS = 2;

    BenchmarkSettings {
        within("events", events, 10_000, 1_000_000_000);
        within("partitions", partitions, THREADS, 1_024);
        within("organisations", organisations, 1, 20_000);
        within("rounds", rounds, 1, 100);
        within("latency-seconds", latencySeconds, 5, 3_600);
        latencyRates.forEach(rate -> within("latency", rate, 100, 1_000_000));
        variants = List.copyOf(variants);
        latencyRates = List.copyOf(latencyRates);
        jvm = List.copyOf(jvm);
        if (!variants.isEmpty() && !variants.contains(Variant.RAW)) {
            throw new IllegalArgumentException("--variants: raw must be among them, the others are compared with it");
        }
    }

    private static void within(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "--" + name + " " + value + ": must be within [" + least + ", " + most + "]");
        }
    }
}
