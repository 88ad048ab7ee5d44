// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * An hour or so at a steady rate with a fault every few minutes: memory stays flat, nothing is lost, the promises hold. Settings:
 * {@code soak.minutes}, {@code soak.rate} (records a second, 100), {@code soak.seed}, {@code soak.chart} (where the chart goes).
 */
@Tag("slow")
@EnabledIfSystemProperty(named = "soak.minutes", matches = "[0-9]+")
class SoakIT {
    private static final int LOOK_SECONDS = 15;
    private static final int FAULT_EVERY = 8;
    private static final List<Fault> FAULTS = List.of(
            Fault.KILL,
            Fault.CONNECTIONS_RESET,
            Fault.SUSPENDED,
            Fault.BROKER_KILLED,
            Fault.KILL_AROUND_COMMIT,
            Fault.NETWORK_CUT,
            Fault.RESTART,
            Fault.REGISTRY_DOWN,
            Fault.STATE_DELETED,
            Fault.NETWORK_SLOW);

    @TempDir
    Path directory;

    private final int minutes = Integer.getInteger("soak.minutes", 60);
    private final int rate = Integer.getInteger("soak.rate", 100);
    private final long seed = Long.getLong("soak.seed", 1);
    private long started;
    private final List<Sample> samples = new ArrayList<>();
    private final Map<Double, String> faults = new TreeMap<>();

    @Test
    void staysFlatAndLosesNothing() throws Exception {
        Gauge gauge = new Gauge(Files.createDirectory(directory.resolve("gc")));
        try (Site site = new Site(directory, 1, Map.of("streams.commit.interval.ms", "5000"))) {
            // One in ten is unreadable besides, a few come twice, and one floods.
            Traffic.Plan plan = Traffic.plan(seed, (int) (minutes * 60L * rate / 1.32), Site.PARTITIONS, site.wire());
            site.options(gauge.options("256m"));
            Detector spared = site.add();
            site.spare(spared);
            site.add();
            site.detectors().forEach(site::awaitReady);
            try (Pump pump = new Pump(site.servers(), plan.records(), rate);
                    Onlooker onlooker = new Onlooker(site.topics())) {
                started = System.nanoTime();
                pump.allow(1);
                watch(site, gauge, spared, pump);
                chart(plan.records().size());
                Course.settle("soak, seed " + seed, site, pump);
                sample(site, gauge, spared, pump, minute(System.nanoTime()));
                Evidence run = Course.evidence("soak, seed " + seed + ", faults " + faults, site, plan, pump, onlooker);
                chart(plan.records().size());
                for (Promise promise : Course.PROMISES) {
                    promise.kept(run);
                }
                site.end();
                new NoRawIdentifierAnywhere().kept(run);
            }
        }
        assertThat(median(0.75, 1))
                .as("heap of the last quarter, MiB, after %s in the second", median(0.25, 0.5))
                .isLessThan(1.25 * median(0.25, 0.5) + 8);
    }

    private double minute(long nanos) {
        return (nanos - started) / 60e9;
    }

    private void watch(Site site, Gauge gauge, Detector spared, Pump pump) throws Exception {
        Random random = new Random(seed);
        for (int look = 1; !pump.done(); look++) {
            sample(site, gauge, spared, pump, minute(System.nanoTime()));
            if (look % FAULT_EVERY == 0) {
                Fault fault = FAULTS.get(look / FAULT_EVERY % FAULTS.size());
                faults.put(minute(System.nanoTime()), fault.name());
                fault.strike(site, random);
                site.detectors().forEach(site::awaitReady);
            }
            TimeUnit.SECONDS.sleep(LOOK_SECONDS);
        }
    }

    private void sample(Site site, Gauge gauge, Detector spared, Pump pump, double minute) throws Exception {
        samples.add(new Sample(
                minute,
                gauge.heap(spared),
                gauge.resident(spared),
                gauge.lag(spared),
                pump.written(),
                gauge.done(site)));
    }

    private double median(double from, double to) {
        double[] heap = samples.subList((int) (from * samples.size()), (int) (to * samples.size())).stream()
                .mapToDouble(Sample::heapMiB)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return heap[heap.length / 2];
    }

    private void chart(int records) throws Exception {
        String title = String.format(
                Locale.ROOT,
                "%d minutes, %,d records, %d faults (red lines), two detectors, one broker",
                minutes,
                records,
                faults.size());
        Path chart = Path.of(System.getProperty("soak.chart", "target/soak.svg"));
        Files.writeString(chart, new SoakChart(samples, faults).draw(title));
        System.out.println(title + "; drawn in " + chart.toAbsolutePath());
    }
}
