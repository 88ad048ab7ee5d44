// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.benchmark;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.wire.JsonForm;

/**
 * {@code nidwatch scan} on canonical JSON Lines with tokens, which it is given by its standard input: so the moment is
 * seen when a first fifth has been taken, and the stretch from there to its end is measured, as of the other variants.
 */
final class ScanRun {
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final int FOUND = 2;

    /** What a pipe holds on Linux: more at a time would only wait. */
    private static final int CHUNK = 1 << 16;

    private ScanRun() {}

    static void write(BenchmarkSettings settings) throws IOException {
        long events = Variant.SCAN.events(settings.events());
        JsonForm json = new JsonForm();
        Iterator<NidQuery> queries = EventTopic.queries(settings);
        try (BufferedWriter log = Files.newBufferedWriter(log(settings))) {
            for (long i = 0; i < events; i++) {
                log.write(json.query(queries.next()));
                log.write('\n');
            }
        }
    }

    static Measurement run(int round, BenchmarkSettings settings) throws IOException, InterruptedException {
        Path directory = settings.directory();
        long size = Files.size(log(settings));
        try (InputStream log = Files.newInputStream(log(settings));
                ChildProcess scan = ChildProcess.start(
                        directory.resolve("scan.log"),
                        settings.jvm(),
                        "org.nidwatch.cli.Nidwatch",
                        List.of(
                                "scan",
                                "-",
                                "--alerts",
                                directory.resolve("alerts.jsonl").toString()))) {
            int chunk = (int) Math.max(1, Math.min(CHUNK, size / 5));
            long skipped = scan.feed(log, size / 5, chunk);
            long started = System.nanoTime();
            double cpu = scan.cpuSeconds();
            scan.feed(log, size, chunk);
            scan.endOfInput();
            int code = scan.await(LONGEST);
            if (code != 0 && code != FOUND) {
                throw new IOException("scan ended with " + code + "; see scan.log");
            }
            double seconds = (System.nanoTime() - started) / 1e9;
            double records = Variant.SCAN.events(settings.events()) * (double) (size - skipped) / size;
            return new Measurement(
                    Variant.SCAN.title(),
                    round,
                    records / seconds,
                    (scan.cpuSeconds() - cpu) / records * 1e6,
                    scan.peakMiB());
        }
    }

    private static Path log(BenchmarkSettings settings) {
        return settings.directory().resolve("scan.jsonl");
    }
}
