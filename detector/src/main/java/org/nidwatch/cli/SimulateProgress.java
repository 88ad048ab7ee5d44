// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.util.Locale;

/** One line that rewrites itself while a person waits; nothing when nobody looks. */
final class SimulateProgress implements AutoCloseable {
    private static final long EVERY_NANOS = 500_000_000L;

    private final Terminal terminal;
    private final long started = System.nanoTime();
    private long shown = started;
    private boolean dirty;

    SimulateProgress(Terminal terminal) {
        this.terminal = terminal;
    }

    void tick(long events, long eventTime) {
        // At full speed looking at the clock each time would cost more than the query; at a slow pace every query
        // counts.
        if (!terminal.interactive() || (events > 4096 && (events & 0xFF) != 0)) {
            return;
        }
        long now = System.nanoTime();
        if (now - shown >= EVERY_NANOS) {
            shown = now;
            dirty = true;
            terminal.err()
                    .print(String.format(
                            Locale.ROOT,
                            "\r%s, %,d queries, %,.0f/s\u001b[K",
                            Simulation.time(eventTime),
                            events,
                            events / ((now - started) / 1e9)));
            terminal.err().flush();
        }
    }

    @Override
    public void close() {
        if (dirty) {
            terminal.err().print("\r\u001b[K");
            terminal.err().flush();
        }
    }
}
