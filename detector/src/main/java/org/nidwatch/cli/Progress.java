// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.util.Locale;
import java.util.function.DoubleSupplier;
import org.nidwatch.ingest.QueryLines;

/** One line that rewrites itself while a person waits; nothing when nobody looks. */
final class Progress implements AutoCloseable {
    private static final long EVERY_NANOS = 500_000_000L;

    /** Looking at the clock at each record would cost more than the record. */
    private static final int MASK = 0xFFF;

    private final Terminal terminal;
    private final DoubleSupplier part;
    private final long started = System.nanoTime();
    private long shown = started;
    private boolean dirty;

    Progress(Terminal terminal, QueryLines lines) {
        this(terminal, () -> lines.size() > 0 ? (double) lines.bytesRead() / lines.size() : 0);
    }

    /** @param part how much is done, up to 1; 0 = not known */
    Progress(Terminal terminal, DoubleSupplier part) {
        this.terminal = terminal;
        this.part = part;
    }

    void tick(long read) {
        if ((read & MASK) != 0 || !terminal.interactive()) {
            return;
        }
        long now = System.nanoTime();
        if (now - shown >= EVERY_NANOS) {
            shown = now;
            dirty = true;
            double seconds = (now - started) / 1e9;
            double done = part.getAsDouble();
            String share = done > 0 ? String.format(Locale.ROOT, ", %.0f %%", 100 * done) : "";
            terminal.err()
                    .print("\r" + Counted.of(read) + " queries" + share + ", " + Counted.of(Math.round(read / seconds))
                            + "/s\u001b[K");
            terminal.err().flush();
        }
    }

    @Override
    public void close() {
        if (dirty) {
            terminal.err().print("\r\u001b[K");
        }
    }
}
