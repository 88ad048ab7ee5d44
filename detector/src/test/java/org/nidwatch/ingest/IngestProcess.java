// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.nidwatch.wire.Wire;

/** Ingests in a process of its own, slowly, so that it can be killed in the middle. */
final class IngestProcess {
    /** One pause per this many queries. */
    private static final int STRIDE = 50;

    private IngestProcess() {}

    public static void main(String[] args) {
        Wire wire = new Wire(new MemoryRegistry());
        IngestSettings settings = settings(args[0], args[1], Boolean.parseBoolean(args[2]));
        long[] count = {0};
        Ingest ingest = new Ingest(
                settings,
                (topic, query) -> {
                    if (count[0]++ % STRIDE == 0) {
                        LockSupport.parkNanos(1_000_000);
                    }
                    if (count[0] == 1) {
                        System.out.println("sending");
                    }
                    return wire.query(topic, query);
                },
                System.in,
                System.err,
                false,
                () -> false);
        System.out.println(ingest.run().text());
    }

    static IngestSettings settings(String servers, String log, boolean follow) {
        return new IngestSettings(
                log,
                ReadOptions.canonical(Logs.KEY),
                null,
                null,
                follow,
                false,
                Topics.QUERIES,
                Topics.CHECKPOINTS,
                -1,
                Map.of(
                        "bootstrap.servers", servers,
                        "max.block.ms", "3000",
                        "request.timeout.ms", "3000",
                        "delivery.timeout.ms", "5000"),
                Duration.ofMillis(300));
    }

    static Process start(String servers, Path log, Path output) throws java.io.IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        IngestProcess.class.getName(),
                        servers,
                        log.toString(),
                        "false")
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        output.resolveSibling("errors").toFile()))
                .start();
    }
}
