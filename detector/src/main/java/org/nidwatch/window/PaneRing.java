// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.window;

import java.util.Arrays;

/**
 * Counters in panes of equal length, the newest {@code panes} of them: pane p covers [p * length, (p + 1) * length) of
 * event time. Older panes are overwritten, so memory is fixed at panes * measures * 4 bytes.
 *
 * <p>Sums over the newest panes are asked for at nearly every query, so for each span in use the sum of its closed panes is
 * kept: a sum is one addition, and counting in the newest pane costs nothing more.
 */
final class PaneRing {
    static final long NONE = Long.MIN_VALUE;

    private final int panes;
    private final int measures;
    private final long lengthMillis;
    private final int[] counts;
    private final boolean[] dirty;
    private final int[] spans;
    private final long[] closed;
    private boolean closedStale;
    private long newest = NONE;
    // Where the newest pane begins, ends and lies: nearly every query falls into it, and a division costs as much as
    // the
    // rest of counting.
    private long newestStart;
    private long newestEnd = NONE;
    private int newestSlot;
    private int newestAt;

    /** @param spans the numbers of panes that sums are asked for, each at most {@code panes} */
    PaneRing(int panes, long lengthMillis, int measures, int... spans) {
        this.spans = spans;
        this.closed = new long[spans.length * measures];
        this.panes = panes;
        this.lengthMillis = lengthMillis;
        this.measures = measures;
        this.counts = new int[panes * measures];
        this.dirty = new boolean[panes];
    }

    /** Moves the ring so that the given time lies in its newest pane; an earlier time changes nothing. */
    void advance(long time) {
        if (time < newestEnd) {
            return;
        }
        long pane = Math.floorDiv(time, lengthMillis);
        if (newest == NONE) {
            moveTo(pane);
        } else if (pane > newest) {
            if (pane - newest >= panes) {
                Arrays.fill(counts, 0);
                Arrays.fill(closed, 0);
                Arrays.fill(dirty, false);
            } else {
                freshen();
                while (newest < pane) {
                    step();
                }
            }
            moveTo(pane);
        }
    }

    private void moveTo(long pane) {
        newest = pane;
        newestStart = pane * lengthMillis;
        newestEnd = newestStart + lengthMillis;
        newestSlot = slot(pane);
        newestAt = newestSlot * measures;
    }

    private void step() {
        int left = slot(newest) * measures;
        for (int span = 0; span < spans.length; span++) {
            int leaving = slot(newest - spans[span] + 1) * measures;
            for (int measure = 0; measure < measures; measure++) {
                closed[span * measures + measure] += counts[left + measure] - counts[leaving + measure];
            }
        }
        newest++;
        int slot = slot(newest);
        Arrays.fill(counts, slot * measures, (slot + 1) * measures, 0);
        dirty[slot] = false; // what was written of the old pane is recognised as stale when read back
    }

    private void freshen() {
        if (!closedStale) {
            return;
        }
        closedStale = false;
        Arrays.fill(closed, 0);
        for (int span = 0; span < spans.length; span++) {
            for (int back = 1; back < spans[span]; back++) {
                int at = slot(newest - back) * measures;
                for (int measure = 0; measure < measures; measure++) {
                    closed[span * measures + measure] += counts[at + measure];
                }
            }
        }
    }

    /** Index of the first counter of the pane that holds the time, or -1 when the ring no longer has it. */
    int at(long time) {
        if (time >= newestStart && time < newestEnd) {
            dirty[newestSlot] = true;
            return newestAt;
        }
        long pane = Math.floorDiv(time, lengthMillis);
        if (newest == NONE || pane > newest || pane <= newest - panes) {
            return -1;
        }
        int slot = slot(pane);
        dirty[slot] = true;
        return slot * measures;
    }

    /** Adds one to a measure, given what {@link #at} returned. */
    void increment(int at, int measure) {
        counts[at + measure]++;
        if (at != newestAt) {
            int back = (newestAt - at) / measures;
            back = back < 0 ? back + panes : back;
            for (int span = 0; span < spans.length; span++) {
                if (back < spans[span]) {
                    closed[span * measures + measure]++;
                }
            }
        }
    }

    /** Sum of a measure over the span of the given index, the newest pane included. */
    long sum(int measure, int span) {
        if (newest == NONE) {
            return 0;
        }
        freshen();
        return closed[span * measures + measure] + counts[newestAt + measure];
    }

    /** A measure {@code back} panes before the newest one; 0 when the ring does not reach so far. */
    int count(int measure, int back) {
        return newest == NONE || back >= panes ? 0 : counts[slot(newest - back) * measures + measure];
    }

    /** Start of the newest pane, milliseconds. */
    long newestStart() {
        return newestStart;
    }

    private int slot(long pane) {
        return (int) Math.floorMod(pane, (long) panes);
    }

    /** Hands each changed pane to the writer, under its slot. */
    void writeChanges(int kind, StateWriter writer, WindowState.Sink sink) {
        for (int slot = 0; slot < panes; slot++) {
            if (dirty[slot]) {
                dirty[slot] = false;
                writer.start(OrganisationWindows.VERSION).number(paneIn(slot));
                writePane(writer, slot);
                sink.put(kind, slot, writer.toBytes());
            }
        }
    }

    /** Takes a pane back. Panes may come in any order, also ones that have fallen out meanwhile. */
    void restorePane(StateReader reader) {
        long pane = reader.number();
        if (newest == NONE || pane > newest) {
            advance(pane * lengthMillis);
        }
        if (pane > newest - panes) {
            readPane(reader, slot(pane));
        }
        closedStale = true;
        Arrays.fill(dirty, false);
    }

    /** Writes the whole ring in one piece. */
    void writeTo(StateWriter writer) {
        writer.number(newest == NONE ? -1 : newest);
        if (newest != NONE) {
            for (int back = 0; back < panes; back++) {
                writePane(writer, slot(newest - back));
            }
        }
        Arrays.fill(dirty, false);
    }

    /** Reads the whole ring. */
    void readFrom(StateReader reader) {
        long pane = reader.number();
        if (pane < 0) {
            newest = NONE;
            newestEnd = NONE;
        } else {
            moveTo(pane);
            for (int back = 0; back < panes; back++) {
                readPane(reader, slot(newest - back));
            }
            closedStale = true;
        }
    }

    private long paneIn(int slot) {
        long back = Math.floorMod(newest - slot, (long) panes);
        return newest - back;
    }

    // Most panes of most organisations are empty: these take one byte.
    private void writePane(StateWriter writer, int slot) {
        int last = measures;
        while (last > 0 && counts[slot * measures + last - 1] == 0) {
            last--;
        }
        writer.count(last);
        for (int measure = 0; measure < last; measure++) {
            writer.count(counts[slot * measures + measure]);
        }
    }

    private void readPane(StateReader reader, int slot) {
        int last = reader.size();
        for (int measure = 0; measure < last; measure++) {
            int value = reader.size();
            if (measure < measures) {
                counts[slot * measures + measure] = value;
            }
        }
    }
}
