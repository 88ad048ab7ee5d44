// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import java.util.Iterator;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Hands queries over when they are due by the wall clock. */
public final class LiveTraffic {
    /** Longest time between two looks at {@code stop}, and between a pause beginning and {@code idle}. */
    private static final long NAP_NANOS = 20_000_000;

    private final Iterator<SimulatedQuery> traffic;
    private final long from;
    private final Pace pace;

    /**
     * @param traffic in order of time, more or less
     * @param from event time that belongs to the moment {@link #runUntil} is called, milliseconds
     */
    public LiveTraffic(Iterator<SimulatedQuery> traffic, long from, Pace pace) {
        this.traffic = traffic;
        this.from = from;
        this.pace = pace;
    }

    /** As {@link #runUntil(BooleanSupplier, Consumer, Runnable)} without anything to do in pauses. */
    public long runUntil(BooleanSupplier stop, Consumer<SimulatedQuery> sink) {
        return runUntil(stop, sink, () -> {});
    }

    /**
     * Runs in the caller's thread until told to stop or the traffic ends. A sink that is too slow makes it late, never
     * lossy: event times stay as planned.
     *
     * @param stop asked before each query and at least 50 times a second; an interrupt also stops
     * @param idle called when there is nothing due, for instance to flush
     * @return queries handed over
     */
    public long runUntil(BooleanSupplier stop, Consumer<SimulatedQuery> sink, Runnable idle) {
        long begun = System.nanoTime();
        long handed = 0;
        while (!stop.getAsBoolean() && traffic.hasNext()) {
            SimulatedQuery query = traffic.next();
            if (!waitFor(query, begun, stop, idle)) {
                break;
            }
            sink.accept(query);
            handed++;
        }
        return handed;
    }

    /** Whether the query's time has come; false when stopped first. */
    private boolean waitFor(SimulatedQuery query, long begun, BooleanSupplier stop, Runnable idle) {
        if (pace.unlimited()) {
            return true;
        }
        long due = begun + (long) ((query.occurredAt() - from) * 1e6 / pace.speed());
        boolean rested = false;
        while (true) {
            long left = due - System.nanoTime();
            if (left <= 0) {
                return true;
            }
            if (Thread.currentThread().isInterrupted() || stop.getAsBoolean()) {
                return false;
            }
            if (!rested) {
                idle.run();
                rested = true;
            }
            LockSupport.parkNanos(this, Math.min(left, NAP_NANOS));
        }
    }
}
