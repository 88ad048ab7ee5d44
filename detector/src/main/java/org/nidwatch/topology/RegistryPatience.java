// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.nidwatch.wire.RegistryUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for a schema registry that is away: an outage is not bad input, so the same record is tried again until the
 * registry answers, the patience ends, or we are stopped. Shared by all threads.
 */
final class RegistryPatience {
    /** Below Kafka's max.poll.interval.ms (5 minutes), after which the group would give our partitions away. */
    static final Duration LIMIT = Duration.ofMinutes(4);

    private static final Duration FOREVER = Duration.ofDays(36_500);
    private static final Logger LOG = LoggerFactory.getLogger(RegistryPatience.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final Duration REMINDER = Duration.ofSeconds(30);

    private final Duration limit;
    private final AtomicInteger waiting;
    private final CountDownLatch stopped;

    RegistryPatience(Duration limit) {
        this(limit, new CountDownLatch(1), new AtomicInteger());
    }

    private RegistryPatience(Duration limit, CountDownLatch stopped, AtomicInteger waiting) {
        this.limit = limit;
        this.waiting = waiting;
        this.stopped = stopped;
    }

    /** Waits until it is stopped, together with this one. */
    RegistryPatience endless() {
        return new RegistryPatience(FOREVER, stopped, waiting);
    }

    /** How many threads wait now. */
    int waiting() {
        return waiting.get();
    }

    /** Ends all waiting: who waits gets the registry's exception, and its record is read again after the restart. */
    void stop() {
        stopped.countDown();
    }

    /** The answer, however often it must be asked for; at the limit the last exception is thrown. */
    <T> T insist(Supplier<T> question) {
        long started = System.nanoTime();
        long reminded = started;
        long pause = FIRST_PAUSE_MILLIS;
        boolean waited = false;
        while (true) {
            try {
                T answer = question.get();
                if (waited) {
                    waiting.decrementAndGet();
                    LOG.info("the schema registry answers again; nothing was skipped");
                }
                return answer;
            } catch (RegistryUnavailableException away) {
                long now = System.nanoTime();
                if (!waited || now - reminded >= REMINDER.toNanos()) {
                    LOG.warn("waiting for the schema registry, no query is skipped: {}", away.getMessage());
                    reminded = now;
                }
                if (!waited) {
                    waiting.incrementAndGet();
                    waited = true;
                }
                if (now - started >= limit.toNanos() || pause(pause)) {
                    waiting.decrementAndGet();
                    throw away;
                }
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            }
        }
    }

    private boolean pause(long millis) {
        try {
            return stopped.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
