// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Waiting for somebody who does not answer: a message now and then, more time between the tries, an end when wished. */
final class Patience {
    private static final long FIRST_MILLIS = 200;
    private static final long LONGEST_MILLIS = 5000;
    private static final long STEP_MILLIS = 50;
    private static final long MESSAGE_NANOS = Duration.ofSeconds(10).toNanos();

    private final BooleanSupplier stopped;
    private final Consumer<String> notes;
    private long pause = FIRST_MILLIS;
    private long told = System.nanoTime() - MESSAGE_NANOS;
    private @Nullable String waitingFor;

    Patience(BooleanSupplier stopped, Consumer<String> notes) {
        this.stopped = stopped;
        this.notes = notes;
    }

    /**
     * Waits before the next try.
     *
     * @param whom for the message when it answers again
     * @throws Stopped when that is wished meanwhile
     */
    void waitFor(String whom, String message) {
        waitingFor = whom;
        if (System.nanoTime() - told >= MESSAGE_NANOS) {
            notes.accept(message + "; trying again until it does (nothing is lost: Ctrl-C, and a later start goes on"
                    + " here)");
            told = System.nanoTime();
        }
        for (long waited = 0; waited < pause; waited += STEP_MILLIS) {
            check();
            try {
                TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Stopped();
            }
        }
        pause = Math.min(LONGEST_MILLIS, 2 * pause);
    }

    void check() {
        if (stopped.getAsBoolean()) {
            throw new Stopped();
        }
    }

    /** It has answered. */
    void rewarded() {
        if (waitingFor != null) {
            notes.accept(waitingFor + " answers again");
            waitingFor = null;
        }
        pause = FIRST_MILLIS;
        told = System.nanoTime() - MESSAGE_NANOS;
    }
}
