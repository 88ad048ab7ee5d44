// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Watches a count grow to its end, and measures from its first fifth on: what comes before is the start-up. */
final class Stretch {
    private static final Duration STUCK = Duration.ofMinutes(2);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private Stretch() {}

    /** Over the stretch. */
    record Result(double recordsPerSecond, double cpuSecondsPerMillion) {}

    /**
     * Returns when the count has reached the total.
     *
     * @throws IOException when it stands still for two minutes, or is at its end when its first fifth is noticed
     */
    static Result measure(String variant, LongSupplier count, long total) throws IOException {
        long fifth = await(variant, count, total / 5);
        if (fifth >= total) {
            throw new IOException(variant + " had read all " + total
                    + " records when its first fifth was noticed: too few to measure; give more with --events");
        }
        long started = System.nanoTime();
        long cpu = SYSTEM.getProcessCpuTime();
        long end = await(variant, count, total);
        double seconds = (System.nanoTime() - started) / 1e9;
        double cpuSeconds = (SYSTEM.getProcessCpuTime() - cpu) / 1e9;
        double records = (double) (end - fifth);
        return new Result(records / seconds, cpuSeconds / records * 1e6);
    }

    private static long await(String variant, LongSupplier count, long goal) throws IOException {
        long last = -1;
        long moved = System.nanoTime();
        while (true) {
            long now = count.getAsLong();
            if (now >= goal) {
                return now;
            }
            if (now != last) {
                last = now;
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > STUCK.toNanos()) {
                throw new IOException(variant + " stands still at " + now + " of " + goal + " records");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
