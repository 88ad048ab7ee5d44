// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/** Traffic as it arrives: a little out of order, and some of it twice (same event id). */
public final class Disorder implements Iterator<SimulatedQuery> {
    /** Most queries under way at a time; beyond it the earliest arrives at once. */
    public static final int UNDER_WAY = 100_000;

    /** Longest delay. */
    public static final Duration LONGEST = Duration.ofMinutes(10);

    private static final int DISORDER = 111;

    private record Arrival(long at, long order, SimulatedQuery query) implements Comparable<Arrival> {
        @Override
        public int compareTo(Arrival other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final Traffic traffic;
    private final double delayMillis;
    private final double duplicates;
    private final Rng rng;
    private final PriorityQueue<Arrival> underWay = new PriorityQueue<>();
    private long order;

    /**
     * @param delay each query is delayed by up to this, at most ten minutes
     * @param duplicates part of the queries that arrive twice, 0 to 1
     */
    public Disorder(Traffic traffic, Duration delay, double duplicates, long seed) {
        if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("disorder = " + delay + ": must be within [PT0S, PT10M]");
        }
        if (!(duplicates >= 0 && duplicates <= 1)) {
            throw new IllegalArgumentException("duplicates = " + duplicates + ": must be within [0, 1]");
        }
        this.traffic = traffic;
        this.delayMillis = delay.toMillis();
        this.duplicates = duplicates;
        rng = new Rng(Rng.derive(seed, DISORDER));
    }

    @Override
    public boolean hasNext() {
        return !underWay.isEmpty() || traffic.hasNext();
    }

    @Override
    public SimulatedQuery next() {
        while (traffic.hasNext() && !arrived()) {
            SimulatedQuery query = traffic.next();
            send(query);
            if (rng.chance(duplicates)) {
                send(query);
            }
        }
        Arrival first = underWay.poll();
        if (first == null) {
            throw new NoSuchElementException("the traffic has ended");
        }
        return first.query();
    }

    private boolean arrived() {
        Arrival first = underWay.peek();
        return first != null && (first.at() <= traffic.due() || underWay.size() >= UNDER_WAY);
    }

    private void send(SimulatedQuery query) {
        underWay.add(new Arrival(query.occurredAt() + (long) (delayMillis * rng.unit()), order++, query));
    }
}
