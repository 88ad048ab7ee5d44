// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.nidwatch.wire.RegistryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that fails is replaced and its records are read again: most failures pass. Failures that come again and again
 * do not, and end the detector with a message instead of a loop.
 */
final class Failures implements StreamsUncaughtExceptionHandler {
    static final int MOST = 5;
    static final Duration WITHIN = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private final Clock clock;
    private final Rights rights;
    private final Deque<Long> times = new ArrayDeque<>();
    private @Nullable String last;

    Failures(Clock clock, Rights rights) {
        this.clock = clock;
        this.rights = rights;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable exception) {
        String lacking = rights.lacking(exception);
        if (lacking != null) {
            last = lacking;
            LOG.error("{} The detector stops: no second try mends that.", lacking);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        last = sentence(exception);
        long now = clock.millis();
        times.add(now);
        while (times.getFirst() < now - WITHIN.toMillis()) {
            times.removeFirst();
        }
        if (times.size() > MOST) {
            LOG.error(
                    "{}; it is the {}th failure within {} minutes, so the detector stops",
                    last,
                    times.size(),
                    WITHIN.toMinutes());
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        LOG.warn("{}; the thread is replaced and its records are read again", last);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    synchronized String last() {
        return last == null ? "the detector stopped for a reason that Kafka Streams does not tell" : last;
    }

    /** The innermost cause in words. Messages of others than Kafka and the registry are left out: they may quote data. */
    static String sentence(Throwable exception) {
        Throwable root = exception;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String type = root.getClass().getSimpleName();
        boolean quotable = root instanceof KafkaException || root instanceof RegistryException;
        String message = root.getMessage();
        String detail =
                quotable && message != null ? ": " + message.lines().findFirst().orElse("") : place(root);
        return "the detector failed with " + type + detail;
    }

    private static String place(Throwable root) {
        StackTraceElement[] trace = root.getStackTrace();
        return trace.length == 0 ? "" : " at " + trace[0];
    }
}
