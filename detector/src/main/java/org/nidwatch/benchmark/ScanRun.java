// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.benchmark;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.wire.JsonForm;

/**
 * {@code nidwatch scan} on canonical JSON Lines with tokens. It runs to its end, start-up included; so it runs on the
 * first fifth too, and the difference is what the other variants are measured by.
 */
final class ScanRun {
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final int FOUND = 2;

    private ScanRun() {}

    private record Once(double seconds, double cpuSeconds, double peakMiB) {}

    static void write(BenchmarkSettings settings) throws IOException {
        long events = Variant.SCAN.events(settings.events());
        JsonForm json = new JsonForm();
        Iterator<NidQuery> queries = EventTopic.queries(settings);
        try (BufferedWriter fifth = Files.newBufferedWriter(settings.directory().resolve("fifth.jsonl"));
                BufferedWriter all =
                        Files.newBufferedWriter(settings.directory().resolve("all.jsonl"))) {
            for (long i = 0; i < events; i++) {
                String line = json.query(queries.next());
                all.write(line);
                all.write('\n');
                if (i < events / 5) {
                    fifth.write(line);
                    fifth.write('\n');
                }
            }
        }
    }

    static Measurement run(int round, BenchmarkSettings settings) throws IOException, InterruptedException {
        long events = Variant.SCAN.events(settings.events());
        Once fifth = once(settings, "fifth.jsonl");
        Once all = once(settings, "all.jsonl");
        double records = (double) (events - events / 5);
        return new Measurement(
                Variant.SCAN.title(),
                round,
                records / (all.seconds() - fifth.seconds()),
                (all.cpuSeconds() - fifth.cpuSeconds()) / records * 1e6,
                all.peakMiB());
    }

    private static Once once(BenchmarkSettings settings, String file) throws IOException, InterruptedException {
        Path directory = settings.directory();
        long started = System.nanoTime();
        try (ChildProcess scan = ChildProcess.start(
                directory.resolve("scan.log"),
                settings.jvm(),
                "org.nidwatch.cli.Nidwatch",
                List.of(
                        "scan",
                        directory.resolve(file).toString(),
                        "--alerts",
                        directory.resolve("alerts.jsonl").toString()))) {
            int code = scan.await(LONGEST);
            if (code != 0 && code != FOUND) {
                throw new IOException("scan ended with " + code + "; see scan.log");
            }
            return new Once((System.nanoTime() - started) / 1e9, scan.cpuSeconds(), scan.peakMiB());
        }
    }
}
