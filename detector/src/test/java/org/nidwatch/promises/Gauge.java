// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Measures a detector from outside: its heap, its memory, how far behind it is, and how far it has come. */
final class Gauge {
    private static final Pattern COLLECTED = Pattern.compile("Pause Full .*->(\\d+)M");

    private final Path logs;

    /** @param logs an empty directory for the garbage collector's log */
    Gauge(Path logs) {
        this.logs = logs;
    }

    /** What the JVM must be started with. */
    List<String> options(String heap) {
        return List.of("-Xmx" + heap, "-Xlog:gc:file=" + logs.resolve("gc-%p.log") + "::filecount=0");
    }

    /** MiB that are left after a full collection, which is asked for; NaN when it did not come. */
    double heap(Detector detector) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        new ProcessBuilder(jcmd.toString(), Long.toString(detector.pid()), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        Path log = logs.resolve("gc-" + detector.pid() + ".log");
        double last = Double.NaN;
        if (Files.exists(log)) {
            Matcher matcher = COLLECTED.matcher(Files.readString(log));
            while (matcher.find()) {
                last = Double.parseDouble(matcher.group(1));
            }
        }
        return last;
    }

    /** MiB of memory that the process holds; NaN where the system does not tell. */
    double resident(Detector detector) throws IOException {
        Path status = Path.of("/proc", Long.toString(detector.pid()), "status");
        if (!Files.exists(status)) {
            return Double.NaN;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1_024)
                .findFirst()
                .orElse(Double.NaN);
    }

    /** Records that it says it is behind. */
    double lag(Detector detector) {
        return detector.metrics()
                .lines()
                .filter(line -> line.startsWith("nidwatch_lag_records "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }

    /** Records of the queries topic that are done with for good; NaN when the broker does not say. */
    double done(Site site) {
        try (Admin admin = site.admin()) {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets("nidwatch")
                    .partitionsToOffsetAndMetadata()
                    .get();
            return committed.entrySet().stream()
                    .filter(each -> each.getKey().topic().equals("nid.queries") && each.getValue() != null)
                    .mapToDouble(each -> each.getValue().offset())
                    .sum();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Double.NaN;
        } catch (java.util.concurrent.ExecutionException e) {
            return Double.NaN;
        }
    }
}
