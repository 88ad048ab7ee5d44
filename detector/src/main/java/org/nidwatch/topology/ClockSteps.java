// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sees the machine's clock go back. Kafka's clients time by it, and never backwards: heartbeats and commits would stop until
 * it is where it was. A start anew knows nothing of the other time. A step ahead looks like
 * time-outs, which Kafka Streams recovers from by itself.
 */
final class ClockSteps {
    /** Less than this Kafka's own timeouts bear. */
    static final Duration BORNE = Duration.ofSeconds(5);

    private final LongSupplier wallMillis;
    private final LongSupplier nanoTime;
    private long furthest = Long.MIN_VALUE;

    /**
     * @param wallMillis the machine's clock, as {@link System#currentTimeMillis} tells it
     * @param nanoTime a clock that runs evenly, as {@link System#nanoTime} does
     */
    ClockSteps(LongSupplier wallMillis, LongSupplier nanoTime) {
        this.wallMillis = wallMillis;
        this.nanoTime = nanoTime;
    }

    /** Why the detector must be started again; null while it need not. */
    @Nullable
    String look() {
        long ahead = wallMillis.getAsLong() - TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong());
        furthest = Math.max(furthest, ahead);
        Duration back = Duration.ofMillis(furthest - ahead);
        if (back.compareTo(BORNE) <= 0) {
            return null;
        }
        return "the clock of this machine went back by " + back.toSeconds()
                + " s, and Kafka's clients would wait until it has caught up: start the detector again, it goes on where it"
                + " was (a supervisor does that by itself); see to the time service of the machine";
    }
}
