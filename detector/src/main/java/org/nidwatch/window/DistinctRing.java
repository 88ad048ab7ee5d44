// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.window;

import org.jspecify.annotations.Nullable;

/**
 * Distinct citizens in panes: 6 of ten minutes, 24 of an hour. Two running counts cover the last hour and day; each is rebuilt from its panes when the oldest pane falls out, in the memory it has. At most 32 sketches of
 * about 1.8 kB; a quiet organisation has them nearly empty.
 */
final class DistinctRing {
    private static final long[] LENGTH = {600_000L, 3_600_000L};
    private static final int[] PANES = {6, 24};

    private static final int LEVELS = 2;

    private final @Nullable DistinctCount[][] panes = new @Nullable DistinctCount[LEVELS][];
    private final boolean[][] dirty = new boolean[LEVELS][];
    private final long[] newest = {PaneRing.NONE, PaneRing.NONE};
    // Until the ten minutes that are open end, nothing moves.
    private long nextMove = PaneRing.NONE;
    private final DistinctCount[] running = {new DistinctCount(), new DistinctCount()};

    DistinctRing() {
        for (int level = 0; level < LEVELS; level++) {
            panes[level] = new @Nullable DistinctCount[PANES[level]];
            dirty[level] = new boolean[PANES[level]];
        }
    }

    void advance(long time) {
        if (time < nextMove) {
            return;
        }
        nextMove = (Math.floorDiv(time, LENGTH[0]) + 1) * LENGTH[0];
        for (int level = 0; level < LEVELS; level++) {
            if (moveTo(level, Math.floorDiv(time, LENGTH[level]))) {
                rebuild(level);
            }
        }
    }

    // Whether panes fell out.
    private boolean moveTo(int level, long pane) {
        if (newest[level] == PaneRing.NONE) {
            newest[level] = pane;
            return false;
        }
        if (pane <= newest[level]) {
            return false;
        }
        long cleared = Math.min(pane - newest[level], PANES[level]);
        for (long p = pane - cleared + 1; p <= pane; p++) {
            int slot = (int) Math.floorMod(p, (long) PANES[level]);
            DistinctCount fallenOut = panes[level][slot];
            if (fallenOut != null) {
                fallenOut.clear();
            }
            dirty[level][slot] = false; // a stale pane is recognised when read back
        }
        newest[level] = pane;
        return true;
    }

    void add(long time, long subjectLow) {
        int hash = DistinctCount.hash(subjectLow);
        for (int level = 0; level < LEVELS; level++) {
            long pane = Math.floorDiv(time, LENGTH[level]);
            if (pane > newest[level] || pane <= newest[level] - PANES[level]) {
                continue;
            }
            int slot = (int) Math.floorMod(pane, (long) PANES[level]);
            DistinctCount count = panes[level][slot];
            if (count == null) {
                count = new DistinctCount();
                panes[level][slot] = count;
            }
            if (!count.addHash(hash)) {
                // Ten minutes lie within an hour: what is known there is known in both.
                return;
            }
            dirty[level][slot] = true;
            running[level].addHash(hash);
        }
    }

    /** Estimate for the last hour or day (level 0, 1). */
    long estimate(int level) {
        return running[level].estimate();
    }

    private void rebuild(int level) {
        DistinctCount sum = running[level];
        sum.clear();
        for (DistinctCount count : panes[level]) {
            if (count != null) {
                sum.unite(count);
            }
        }
    }

    void writeChanges(int kind, StateWriter writer, WindowState.Sink sink) {
        for (int level = 0; level < LEVELS; level++) {
            for (int slot = 0; slot < PANES[level]; slot++) {
                if (dirty[level][slot]) {
                    dirty[level][slot] = false;
                    DistinctCount count = panes[level][slot];
                    if (count != null) {
                        long back = Math.floorMod(newest[level] - slot, (long) PANES[level]);
                        writer.start(OrganisationWindows.VERSION).number(newest[level] - back);
                        sink.put(
                                kind,
                                level * 100L + slot,
                                writer.bytes(count.toBytes()).toBytes());
                    }
                }
            }
        }
    }

    void restorePane(long index, StateReader reader) {
        int level = (int) (index / 100);
        restore(level, reader.number(), DistinctCount.of(reader.bytes()));
    }

    private void restore(int level, long pane, DistinctCount count) {
        moveTo(level, pane);
        if (pane > newest[level] - PANES[level]) {
            panes[level][(int) Math.floorMod(pane, (long) PANES[level])] = count;
        }
    }

    /** After all panes are back: takes the clock, drops what fell out meanwhile and rebuilds the running counts. */
    void restored(long clock) {
        advance(clock);
        for (int level = 0; level < LEVELS; level++) {
            rebuild(level);
        }
    }
}
