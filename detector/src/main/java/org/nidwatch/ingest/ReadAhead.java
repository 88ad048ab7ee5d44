// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Reads records in a thread of its own while those before are worked on, at most {@link #MOST} ahead. What was read is
 * handed over as soon as somebody waits, so a log that grows slowly is not held up.
 */
final class ReadAhead implements AutoCloseable {
    private static final int MOST = 4_096;

    private final Callable<@Nullable ParsedLine> source;
    private final Thread reader = new Thread(this::read, "read-ahead");
    private List<ParsedLine> ready = new ArrayList<>();
    private @Nullable Exception failure;
    private boolean awaited;
    private boolean ended;

    /** @param source gives null at the end; called by one thread that is not the caller's */
    ReadAhead(Callable<@Nullable ParsedLine> source) {
        this.source = source;
        reader.setDaemon(true);
        reader.start();
    }

    /** The next records in order, at least one; none when there are no more. Throws what the source threw, in its place. */
    synchronized List<ParsedLine> next() throws Exception {
        awaited = true;
        while (ready.isEmpty() && !ended) {
            wait();
        }
        awaited = false;
        if (ready.isEmpty() && failure != null) {
            throw failure;
        }
        List<ParsedLine> read = ready;
        ready = new ArrayList<>();
        notifyAll();
        return read;
    }

    private void read() {
        try {
            ParsedLine line = source.call();
            while (line != null && add(line)) {
                line = source.call();
            }
            end(null);
        } catch (InterruptedException e) {
            end(null); // nobody wants more
        } catch (Exception e) {
            end(e);
        }
    }

    private synchronized boolean add(ParsedLine line) throws InterruptedException {
        while (ready.size() >= MOST && !ended) {
            wait();
        }
        ready.add(line);
        if (awaited) {
            notifyAll();
        }
        return !ended;
    }

    private synchronized void end(@Nullable Exception why) {
        failure = why;
        ended = true;
        notifyAll();
    }

    /** Reads no further. A read that waits for its source may go on until something comes. */
    @Override
    public void close() {
        end(null);
        reader.interrupt();
    }
}
