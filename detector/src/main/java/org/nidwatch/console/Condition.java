// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.nidwatch.detect.Detectors;
import org.nidwatch.ops.Health;
import org.nidwatch.ops.ProcessState;
import org.nidwatch.policy.Silence;

/** How this server is, as the banner shows it. */
final class Condition {
    /** A blind span is told in pieces of at most a minute: who heard of one this lately may still be blind. */
    private static final long FRESH_MILLIS = 120_000;

    private final String instance;
    private final ConsoleSettings settings;
    private final ProcessState process;
    private final Board board;
    private final LongSupplier millis;
    private final IntSupplier streams;
    private final long startedAt;
    private final List<String> detectors = Detectors.ids();

    Condition(
            String instance,
            ConsoleSettings settings,
            ProcessState process,
            Board board,
            LongSupplier millis,
            IntSupplier streams) {
        this.instance = instance;
        this.settings = settings;
        this.process = process;
        this.board = board;
        this.millis = millis;
        this.streams = streams;
        startedAt = millis.getAsLong();
    }

    View.Status status() {
        Health health = process.health();
        long lag = process.lagRecords();
        Board.Standing standing = board.standing(FRESH_MILLIS);
        return new View.Status(
                instance,
                settings.version(),
                settings.zone().getId(),
                millis.getAsLong(),
                startedAt,
                health.live(),
                health.ready(),
                health.reason(),
                lag > process.lagLimit(),
                lag,
                process.lagLimit(),
                !health.ready() || standing.blindSpans() > 0,
                standing.blindSpans(),
                standing.newestMinute(),
                process.partitions(),
                process.partitionsWatched(),
                process.registryWaiting(),
                standing.feed(),
                standing.organisations(),
                standing.alerts(),
                standing.coverage(),
                streams.getAsInt(),
                standing.open(),
                settings.budgetPerDay(),
                standing.openedLastDay(),
                standing.openedLastWeek(),
                settings.defaultCeiling(),
                Silence.LONGEST,
                MinuteHistory.MINUTES,
                detectors);
    }

    /** What of it must be told at once when it changes. */
    record Banner(boolean live, boolean ready, boolean behind, boolean blind, Object feed, Object open) {
        static Banner of(View.Status status) {
            return new Banner(
                    status.live(),
                    status.ready(),
                    status.behind(),
                    status.blind(),
                    status.feed().state(),
                    status.open());
        }
    }
}
