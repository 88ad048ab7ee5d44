// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wish to stop, from Ctrl-C, SIGTERM or a test. A command that runs until stopped heeds it; for every other command the
 * signal ends the process at once.
 */
final class Stop {
    /** Longest time that a stop may take after a signal; then the process ends all the same. */
    static final Duration PATIENCE = Duration.ofSeconds(45);

    private final CountDownLatch wished = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean heeded;
    private volatile int exitCode;

    /** Says that the caller watches for the wish and will end soon after it. */
    Stop heeded() {
        heeded = true;
        return this;
    }

    /** Wishes the stop. */
    void wish() {
        wished.countDown();
    }

    boolean wished() {
        return wished.getCount() == 0;
    }

    /** Waits for the wish, at most as long as given; answers whether it came. */
    boolean await(Duration atMost) {
        try {
            return wished.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Waits for the wish as long as it takes; answers whether it came (or the thread was interrupted: false). */
    boolean awaitForEver() {
        try {
            wished.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Says that the command has ended. */
    void finished(int code) {
        exitCode = code;
        finished.countDown();
    }

    /** Makes signals wish the stop and wait for the command to end; the exit code is then the command's own. */
    void onSignals() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::signalled, "stop"));
    }

    private void signalled() {
        if (finished.getCount() == 0 || !heeded) {
            return;
        }
        wish();
        try {
            if (finished.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                // A wished stop is no failure: without this the shell would see 130 or 143.
                Runtime.getRuntime().halt(exitCode);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
