// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one ingest did. Law: {@code sent.read = sent.parsed + sent.bad + sent.skipped}; parsed queries are in Kafka.
 *
 * @param sent what this run read and committed
 * @param total of all runs of this source
 * @param dropped records read, but not committed when it was stopped: the next start reads them again
 * @param rejects file of the bad lines
 * @param elapsed time of this run
 * @param stopped whether it was stopped before the end
 */
public record Summary(
        Tally sent, Tally total, long dropped, @Nullable Path rejects, Duration elapsed, boolean stopped) {

    /** For a person, some lines. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%s: %,d lines read = %,d sent + %,d bad + %,d skipped, in %s",
                stopped ? "Stopped" : "Done",
                sent.read(),
                sent.parsed(),
                sent.bad(),
                sent.skipped(),
                Progress.duration(elapsed)));
        if (elapsed.toMillis() > 0 && sent.read() > 0) {
            text.append(String.format(Locale.ROOT, " (%,d lines/s)", sent.read() * 1000 / elapsed.toMillis()));
        }
        if (sent.bad() > 0) {
            line(text, "bad lines with their reasons: " + rejects);
        }
        if (sent.recoded() > 0) {
            line(text, String.format(Locale.ROOT, "%,d lines were not UTF-8, read as Windows-1252", sent.recoded()));
        }
        if (sent.unknownWords() > 0) {
            line(
                    text,
                    String.format(
                            Locale.ROOT, "%,d unknown operations or outcomes, sent as OTHER", sent.unknownWords()));
        }
        if (dropped > 0) {
            line(
                    text,
                    String.format(
                            Locale.ROOT,
                            "%,d more lines were read but not sent: the next start reads them again",
                            dropped));
        }
        if (!total.equals(sent)) {
            line(
                    text,
                    String.format(
                            Locale.ROOT,
                            "this log so far: %,d lines, %,d sent, %,d bad",
                            total.read(),
                            total.parsed(),
                            total.bad()));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String line) {
        text.append(System.lineSeparator()).append("  ").append(line);
    }
}
