// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether this organisation asks about a number for the first time in the last 40 to 60 days. Three generations of 20
 * days, each a set of blocked Bloom filters that grow with use. A number wrongly taken for known: below 1.5 %. Memory:
 * 2 to 8 bytes per distinct number while a first generation grows, 2 afterwards, and never more than
 * {@link #LIMIT_BYTES} per generation; beyond that the error grows instead.
 *
 * <p>State is a log with snapshots: what was added since the last snapshot is kept as 8-byte hashes, and once these
 * weigh half of the filters, the changed pages of the filters are written and the log starts anew. So each new number
 * costs some 30 bytes of state traffic at any rate and any size.
 */
final class Novelty {
    /** Upper bound of one generation's filters for one organisation, bytes. */
    static final int LIMIT_BYTES = 16 << 20;

    private static final long GENERATION_MILLIS = 20L * 86_400_000L;
    private static final int GENERATIONS = 3;
    private static final int LOG_CHUNK = 32;
    private static final int SMALLEST_SNAPSHOT = 2_048;

    private final List<NoveltyGeneration> generations = new ArrayList<>(GENERATIONS + 1); // newest first
    private long[] log = new long[LOG_CHUNK];
    private int logged;
    private int written;
    private boolean snapshotDue;
    private boolean metaDirty;
    private @Nullable NoveltyGeneration dropped;

    /** Remembers the number and says whether it was new. */
    boolean addIfNew(long time, long hash) {
        NoveltyGeneration current = current(time);
        if (current.holds(hash)) {
            return false;
        }
        boolean known = false;
        for (int older = 1; older < generations.size() && !known; older++) {
            known = generations.get(older).holds(hash);
        }
        // Also a known number is taken into the current generation, so that it is not forgotten while it is in use.
        current.add(hash);
        append(hash);
        metaDirty = true;
        return !known;
    }

    /** Distinct numbers taken into the generations together; a number in two of them counts twice. */
    long remembered() {
        long sum = 0;
        for (NoveltyGeneration generation : generations) {
            sum += generation.size();
        }
        return sum;
    }

    /** Bytes of the filters. */
    long filterBytes() {
        long sum = 0;
        for (NoveltyGeneration generation : generations) {
            sum += generation.bytes();
        }
        return sum;
    }

    private NoveltyGeneration current(long time) {
        NoveltyGeneration newest = newest();
        if (newest != null && time < (newest.index() + 1) * GENERATION_MILLIS) {
            return newest; // an older time is taken into the newest: late by days is rare, and errs to "known"
        }
        long index = Math.floorDiv(time, GENERATION_MILLIS);
        if (newest == null || index > newest.index()) {
            snapshotDue = newest != null; // the log speaks of the newest generation only
            newest = new NoveltyGeneration(index, newest == null ? 0 : newest.size());
            generations.add(0, newest);
            for (int last = generations.size() - 1;
                    index - generations.get(last).index() >= GENERATIONS;
                    last--) {
                dropped = generations.remove(last);
            }
        }
        return newest;
    }

    private @Nullable NoveltyGeneration newest() {
        return generations.isEmpty() ? null : generations.get(0);
    }

    private void append(long hash) {
        if (snapshotDue) {
            return; // it will hold the number; and where nobody keeps state, the log stays small
        }
        if (logged == log.length) {
            log = Arrays.copyOf(log, 2 * log.length);
        }
        log[logged++] = hash;
        if (8L * logged > Math.max(SMALLEST_SNAPSHOT, generations.get(0).bytes() / 2)) {
            snapshotDue = true;
        }
    }

    void writeChanges(int pageKind, int logKind, int metaKind, StateWriter writer, WindowState.Sink sink) {
        if (!metaDirty) {
            return;
        }
        metaDirty = false;
        if (snapshotDue) {
            snapshot(pageKind, logKind, writer, sink);
        }
        for (int chunk = written / LOG_CHUNK; chunk * LOG_CHUNK < logged; chunk++) {
            writer.start(OrganisationWindows.VERSION);
            for (int i = chunk * LOG_CHUNK; i < Math.min(logged, (chunk + 1) * LOG_CHUNK); i++) {
                writer.fixed(log[i]);
            }
            sink.put(logKind, chunk, writer.toBytes());
        }
        written = logged;
        writer.start(OrganisationWindows.VERSION).count(generations.size());
        for (NoveltyGeneration generation : generations) {
            generation.writeMeta(writer);
        }
        sink.put(metaKind, 0, writer.toBytes());
    }

    private void snapshot(int pageKind, int logKind, StateWriter writer, WindowState.Sink sink) {
        snapshotDue = false;
        if (dropped != null) {
            dropped.deletePages(pageKind, sink);
            dropped = null;
        }
        for (NoveltyGeneration generation : generations) {
            generation.writePages(pageKind, writer, sink);
        }
        for (int chunk = 0; chunk * LOG_CHUNK < written; chunk++) {
            sink.put(logKind, chunk, null);
        }
        logged = 0;
        written = 0;
    }

    void restoreMeta(StateReader reader) {
        generations.clear();
        for (int i = reader.size(GENERATIONS + 1); i > 0; i--) {
            generations.add(NoveltyGeneration.readMeta(reader));
        }
    }

    void restorePage(long index, StateReader reader) {
        for (NoveltyGeneration generation : generations) {
            generation.restorePage(index, reader);
        }
    }

    void restoreLog(long chunk, StateReader reader) {
        int at = (int) chunk * LOG_CHUNK;
        while (!reader.atEnd()) {
            if (at >= log.length) {
                log = Arrays.copyOf(log, Math.max(2 * log.length, at + LOG_CHUNK));
            }
            log[at++] = reader.fixed();
        }
        logged = Math.max(logged, at);
    }

    /** After all pieces are back: plays the log into the newest generation. */
    void restored() {
        NoveltyGeneration newest = newest();
        if (newest != null) {
            newest.replay(log, logged);
        }
        written = logged;
    }
}
