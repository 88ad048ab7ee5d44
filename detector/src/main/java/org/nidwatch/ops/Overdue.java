// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ops;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Ends work that takes too long, by an interrupt, which closes the connection it hangs on: who reads its answer slowly, or
 * not at all, holds no thread for ever. The JDK server's own limit would end streams of events, too.
 */
public final class Overdue implements AutoCloseable {
    private final long limitNanos;
    private final LongSupplier nanos;
    private final Set<Work> running = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService watch;

    /** Looks every second for what has lasted longer than so many seconds. */
    public Overdue(String name, int seconds) {
        limitNanos = TimeUnit.SECONDS.toNanos(seconds);
        nanos = System::nanoTime;
        watch = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        var unused = watch.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.SECONDS);
    }

    /** Something that may fail as input and output do. */
    public interface Step {
        void run() throws java.io.IOException;
    }

    /** Does something, in this thread, that must not take longer than the limit. */
    public void run(Step step) throws java.io.IOException {
        Work work = new Work(Thread.currentThread(), nanos.getAsLong());
        running.add(work);
        try {
            step.run();
        } finally {
            running.remove(work);
            work.done();
        }
    }

    private void look() {
        long now = nanos.getAsLong();
        for (Work each : running) {
            if (now - each.since > limitNanos) {
                each.end();
            }
        }
    }

    private static final class Work {
        final Thread thread;
        final long since;
        private boolean over;

        Work(Thread thread, long since) {
            this.thread = thread;
            this.since = since;
        }

        synchronized void end() {
            if (!over) {
                over = true;
                thread.interrupt();
            }
        }

        /** An interrupt that came too late must not hit what the thread does next. */
        synchronized void done() {
            if (over) {
                Thread.interrupted();
            }
            over = true;
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
