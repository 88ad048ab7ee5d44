// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.benchmark;

import com.sun.management.ThreadMXBean;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Locale;
import java.util.SplittableRandom;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Token;
import org.nidwatch.policy.Policy;
import org.nidwatch.watch.OrganisationActivity;
import org.nidwatch.watch.Watch;
import org.nidwatch.watch.WatchOutput;
import org.nidwatch.watch.WatchSettings;

/**
 * The engine alone, in one thread without Kafka: what a query, and an organisation, cost as their numbers grow. Each
 * organisation asks every 10 seconds on average at any number of them, so that what is done once a minute weighs the same.
 */
final class EngineCost {
    private static final long START = Instant.parse("2026-03-03T04:00:00Z").toEpochMilli();
    private static final long GAP_MILLIS = 10_000;
    private static final int LEAST_EVENTS = 600_000;
    private static final int EVENTS_AN_ORGANISATION = 120;
    private static final int[][] SIZES = {{18, 12}, {1_800, 12}, {18_000, 12}, {174, 1}, {174, 12}, {174, 1_000}};

    private static final WatchOutput NOBODY = new WatchOutput() {
        @Override
        public void alert(ScrapingAlert alert) {}

        @Override
        public void activity(OrganisationActivity activity) {}
    };

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long stateBytes;

    private EngineCost() {}

    static void print(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%13s %11s %12s %10s %14s %16s%n",
                "organisations",
                "credentials",
                "ns a query",
                "bytes a q.",
                "heap kB/org.",
                "state B/query");
        new EngineCost().measure(SIZES[4][0], SIZES[4][1]); // warm code for all
        for (int[] size : SIZES) {
            out.println(new EngineCost().measure(size[0], size[1]));
            out.flush();
        }
    }

    private String measure(int organisations, int credentials) {
        String[] names = names("organisation-", organisations);
        String[] keys = names("key-", credentials);
        int events = Math.max(LEAST_EVENTS, EVENTS_AN_ORGANISATION * organisations);
        SplittableRandom random = new SplittableRandom(1);
        long empty = heap();
        Watch watch = new Watch(WatchSettings.DEFAULTS, Policy.NONE, Mode.LIVE, "nid.queries", NOBODY);
        long nanos = 0;
        long allocated = 0;
        int measured = 0;
        NidQuery[] batch = new NidQuery[10_000];
        for (int done = 0; done < events; done += batch.length) {
            for (int i = 0; i < batch.length; i++) {
                long time = START + (long) ((done + i) * ((double) GAP_MILLIS / organisations));
                batch[i] = query(random, time, names, keys);
            }
            long cpu = threads.getCurrentThreadCpuTime();
            long bytes = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < batch.length; i++) {
                watch.observe(batch[i], 0, done + i);
            }
            if (done >= events / 2) {
                nanos += threads.getCurrentThreadCpuTime() - cpu;
                allocated += threads.getCurrentThreadAllocatedBytes() - bytes;
                measured += batch.length;
            }
            watch.writeChanges((key, value) -> stateBytes += key.length + (value == null ? 0 : value.length));
        }
        long held = heap() - empty;
        return String.format(
                Locale.ROOT,
                "%,13d %,11d %,12d %,10d %,14.1f %,16d",
                watch.organisations(),
                credentials,
                nanos / measured,
                allocated / measured,
                held / 1_000.0 / watch.organisations(),
                stateBytes / events);
    }

    private static String[] names(String prefix, int count) {
        String[] names = new String[count];
        for (int i = 0; i < count; i++) {
            names[i] = prefix + i;
        }
        return names;
    }

    private static NidQuery query(SplittableRandom random, long time, String[] names, String[] keys) {
        boolean missed = random.nextInt(100) < 3;
        long citizen = random.nextInt(3) == 0 ? random.nextInt(10_000) : random.nextLong();
        return new NidQuery(
                "",
                time,
                names[random.nextInt(names.length)],
                keys[random.nextInt(keys.length)],
                null,
                null,
                Operation.RETRIEVE,
                missed ? Outcome.NOT_FOUND : Outcome.DISCLOSED,
                missed ? 0 : 12,
                new Token(citizen, citizen * 0x9E3779B97F4A7C15L),
                null,
                1,
                null);
    }

    // Twice: what the first collection finds unreachable may hold more.
    private static long heap() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
