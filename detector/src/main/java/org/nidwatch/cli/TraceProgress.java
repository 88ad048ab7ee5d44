// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.util.Locale;
import org.nidwatch.trace.TopicTrace;

/** How far a trace is: a line that rewrites itself where a person looks, one every half minute elsewhere. */
final class TraceProgress implements AutoCloseable {
    private static final long LOOK_MILLIS = 500;
    private static final long TOLD_NANOS = 30_000_000_000L;

    private final Terminal terminal;
    private final TopicTrace trace;
    private final Thread thread = new Thread(this::show, "progress");
    private final long started = System.nanoTime();

    TraceProgress(Terminal terminal, TopicTrace trace) {
        this.terminal = terminal;
        this.trace = trace;
        thread.setDaemon(true);
    }

    void begin() {
        thread.start();
    }

    private void show() {
        long told = started;
        try {
            while (true) {
                Thread.sleep(LOOK_MILLIS);
                long now = System.nanoTime();
                if (terminal.interactive()) {
                    terminal.err().print("\r" + text(now) + "\u001b[K");
                    terminal.err().flush();
                } else if (now - told > TOLD_NANOS) {
                    told = now;
                    terminal.err().println(text(now));
                }
            }
        } catch (InterruptedException e) {
            // The end.
        }
    }

    private String text(long now) {
        double seconds = (now - started) / 1e9;
        double part = trace.part();
        long read = trace.progress();
        String left = part > 0.01 ? String.format(Locale.ROOT, ", about %.0f s left", seconds * (1 - part) / part) : "";
        return String.format(Locale.ROOT, "%,d records, %.0f %%, %,.0f/s%s", read, 100 * part, read / seconds, left);
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
        if (terminal.interactive()) {
            terminal.err().print("\r\u001b[K");
        }
    }
}
