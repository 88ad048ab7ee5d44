// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Tells a person how far it is: one line that rewrites itself on a terminal, else a line every 10 seconds. */
final class Progress {
    private static final Duration ON_TERMINAL = Duration.ofMillis(500);
    private static final Duration IN_LOG = Duration.ofSeconds(10);
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream err;
    private final boolean interactive;
    private final long interval;
    private long last = System.nanoTime();
    private long lastRead;
    private long lastTaken;
    private boolean shown;

    Progress(PrintStream err, boolean interactive) {
        this.err = err;
        this.interactive = interactive;
        interval = (interactive ? ON_TERMINAL : IN_LOG).toNanos();
    }

    /** A message of its own line. */
    void note(String message) {
        clear();
        err.println("nidwatch: " + message);
    }

    /** Called often; says something now and then. */
    void tick(Source source) throws IOException {
        long now = System.nanoTime();
        if (now - last < interval) {
            return;
        }
        Tally tally = source.tally();
        double seconds = (now - last) / 1e9;
        long rate = Math.round((tally.read() - lastRead) / seconds);
        last = now;
        lastRead = tally.read();
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, "%,d lines read, %,d bad, %,d lines/s", tally.read(), tally.bad(), rate));
        Source.Extent extent = source.extent();
        if (extent != null && extent.size() > 0) {
            text.append(remaining(extent, seconds));
        }
        if (interactive) {
            err.print(CLEAR + text);
            err.flush();
            shown = true;
        } else {
            err.println(text);
        }
    }

    private String remaining(Source.Extent extent, double seconds) {
        boolean started = lastTaken > 0; // the first interval includes the connecting
        double perSecond = (extent.taken() - lastTaken) / seconds;
        lastTaken = extent.taken();
        String share = String.format(Locale.ROOT, ", %d %%", Math.min(100, extent.taken() * 100 / extent.size()));
        long left = extent.size() - extent.taken();
        return perSecond <= 0 || !started || left <= 0
                ? share
                : share + ", " + duration(Duration.ofSeconds(Math.round(left / perSecond))) + " left";
    }

    /** Takes the rewriting line away. */
    void clear() {
        if (shown) {
            err.print(CLEAR);
            shown = false;
        }
    }

    static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 1) {
            return duration.toMillis() + " ms";
        }
        return seconds < 60
                ? seconds + " s"
                : seconds < 3600
                        ? seconds / 60 + " min " + seconds % 60 + " s"
                        : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
}
