// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.federation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;

/**
 * One organisation as the federation knows it: its ticks of the last 24 hours, the people it newly fetched as a sample, and
 * what is usual for it. About 14 kB in memory.
 */
final class Member {
    /** Hours of ticks kept: a day, and the hour that is filling. */
    static final int HOURS = 25;

    static final int TICKS_PER_HOUR = 12;
    /** A day. */
    static final int DAY = 24 * TICKS_PER_HOUR;

    private static final int TICKS = HOURS * TICKS_PER_HOUR;
    private static final int FIELDS = Field.values().length;
    private static final int PANE_HOURS = 6;
    static final int PANES = 5;
    private static final int VERSION = 1;
    private static final long NONE = Long.MIN_VALUE;

    /** What is kept of each tick. The order is part of the state format: append only. */
    enum Field {
        QUERIES,
        NEW_SUBJECTS,
        NEW_MISSED,
        NEW_EXPOSED,
        HARVEST,
        RESALE
    }

    private final String id;
    private final int[] ticks = new int[TICKS * FIELDS];
    private final boolean[] dirtyHours = new boolean[HOURS];
    private final long[][] panes = new long[PANES][0];
    private final long[] paneNumbers = new long[PANES];
    private final boolean[] dirtyPanes = new boolean[PANES];
    private final Usual usual = new Usual();
    private List<UUID> openAlerts = List.of();
    private long newest = NONE;
    private boolean headDirty;

    Member(String id) {
        this.id = id;
        Arrays.fill(paneNumbers, NONE);
    }

    String id() {
        return id;
    }

    Usual usual() {
        return usual;
    }

    /** Its newest tick. */
    long newest() {
        return newest;
    }

    /** Alerts it had open in its newest tick. */
    List<UUID> openAlerts() {
        return openAlerts;
    }

    /** Takes a digest in; one older than what is kept leaves no trace. */
    void take(OrganisationDigest digest) {
        long tick = digest.tick();
        if (newest == NONE || tick > newest) {
            advance(tick);
            openAlerts = digest.openAlerts();
        }
        if (tick <= newest - DAY) {
            return;
        }
        int at = slot(tick);
        add(at, Field.QUERIES, digest.queries());
        add(at, Field.NEW_SUBJECTS, digest.newSubjects());
        add(at, Field.NEW_MISSED, digest.newMissed());
        add(at, Field.NEW_EXPOSED, digest.newExposed());
        ticks[at + Field.HARVEST.ordinal()] =
                Math.max(ticks[at + Field.HARVEST.ordinal()], digest.strength().harvest());
        ticks[at + Field.RESALE.ordinal()] =
                Math.max(ticks[at + Field.RESALE.ordinal()], digest.strength().resale());
        dirtyHours[hourSlot(tick)] = true;
        sample(tick, Sample.of(digest.sample()));
        headDirty = true;
    }

    private void advance(long tick) {
        for (long next = newest == NONE ? tick : Math.max(newest + 1, tick - TICKS + 1); next <= tick; next++) {
            Arrays.fill(ticks, slot(next), slot(next) + FIELDS, 0);
        }
        newest = tick;
    }

    private void add(int at, Field field, long count) {
        ticks[at + field.ordinal()] = (int) Math.min(Integer.MAX_VALUE, ticks[at + field.ordinal()] + count);
    }

    private void sample(long tick, long[] newly) {
        if (newly.length == 0) {
            return;
        }
        long pane = pane(tick);
        int at = (int) Math.floorMod(pane, (long) PANES);
        if (pane < paneNumbers[at]) {
            return;
        }
        panes[at] = pane == paneNumbers[at] ? Sample.merge(panes[at], newly) : newly;
        paneNumbers[at] = pane;
        dirtyPanes[at] = true;
    }

    private static long pane(long tick) {
        return Math.floorDiv(tick, (long) PANE_HOURS * TICKS_PER_HOUR);
    }

    /** The sample of people newly fetched in the 24 to 30 hours up to the tick, rising. */
    long[] daySample(long tick) {
        long[] day = {};
        for (int at = 0; at < PANES; at++) {
            if (paneNumbers[at] > pane(tick) - PANES && paneNumbers[at] <= pane(tick)) {
                day = Sample.merge(day, panes[at]);
            }
        }
        return day;
    }

    /** What the tick holds; 0 when it is not kept. */
    int count(Field field, long tick) {
        return newest == NONE || tick > newest || tick <= newest - DAY ? 0 : ticks[slot(tick) + field.ordinal()];
    }

    /** Sum over the ticks after {@code from} up to and with {@code to}. */
    long sum(Field field, long from, long to) {
        long sum = 0;
        long last = Math.min(to, newest);
        for (long tick = Math.max(from + 1, newest - DAY + 1); tick <= last; tick++) {
            sum += ticks[slot(tick) + field.ordinal()];
        }
        return sum;
    }

    /** Sum over a clock hour. */
    long hour(Field field, long hour) {
        return sum(field, hour * TICKS_PER_HOUR - 1, (hour + 1) * TICKS_PER_HOUR - 1);
    }

    private static int slot(long tick) {
        return (int) Math.floorMod(tick, (long) TICKS) * FIELDS;
    }

    private static int hourSlot(long tick) {
        return (int) Math.floorMod(Math.floorDiv(tick, (long) TICKS_PER_HOUR), (long) HOURS);
    }

    void writeChanges(StateWriter writer, FederationState.Sink sink) {
        if (headDirty) {
            headDirty = false;
            writer.start(VERSION).number(newest).count(openAlerts.size());
            openAlerts.forEach(
                    alert -> writer.fixed(alert.getMostSignificantBits()).fixed(alert.getLeastSignificantBits()));
            sink.put(FederationState.MEMBER, 0, writer.toBytes());
        }
        for (int hour = 0; hour < HOURS; hour++) {
            if (dirtyHours[hour]) {
                dirtyHours[hour] = false;
                sink.put(FederationState.HOUR, hour, hourBytes(writer, hour));
            }
        }
        for (int pane = 0; pane < PANES; pane++) {
            if (dirtyPanes[pane]) {
                dirtyPanes[pane] = false;
                writer.start(VERSION).number(paneNumbers[pane]).count(panes[pane].length);
                for (long hash : panes[pane]) {
                    writer.fixed(hash);
                }
                sink.put(FederationState.PANE, pane, writer.toBytes());
            }
        }
        if (usual.takeDirty()) {
            sink.put(FederationState.USUAL, 0, usual.toBytes(writer));
        }
    }

    private byte[] hourBytes(StateWriter writer, int slot) {
        long hour = Math.floorDiv(newest, (long) TICKS_PER_HOUR);
        hour -= Math.floorMod(hour - slot, (long) HOURS);
        writer.start(VERSION).number(hour);
        for (int tick = 0; tick < TICKS_PER_HOUR; tick++) {
            int at = slot(hour * TICKS_PER_HOUR + tick);
            // A place that the newest tick has not reached still holds what was there a round ago.
            int used = hour * TICKS_PER_HOUR + tick <= newest ? FIELDS : 0;
            while (used > 0 && ticks[at + used - 1] == 0) {
                used--;
            }
            writer.count(used);
            for (int field = 0; field < used; field++) {
                writer.count(ticks[at + field]);
            }
        }
        return writer.toBytes();
    }

    /** Takes back a piece; the head (kind MEMBER) comes first. */
    void restore(int kind, long index, byte[] value) {
        StateReader reader = new StateReader(value, VERSION);
        switch (kind) {
            case FederationState.MEMBER -> {
                newest = reader.number();
                List<UUID> alerts = new ArrayList<>();
                for (int i = reader.size(); i > 0; i--) {
                    alerts.add(new UUID(reader.fixed(), reader.fixed()));
                }
                openAlerts = List.copyOf(alerts);
            }
            case FederationState.HOUR -> restoreHour(reader);
            case FederationState.PANE -> {
                paneNumbers[(int) index] = reader.number();
                long[] pane = new long[reader.size(value.length / Long.BYTES)];
                for (int i = 0; i < pane.length; i++) {
                    pane[i] = reader.fixed();
                }
                panes[(int) index] = pane;
            }
            case FederationState.USUAL -> usual.restore(reader);
            default -> throw new IllegalStateException("federation state of unknown kind " + kind);
        }
    }

    private void restoreHour(StateReader reader) {
        long hour = reader.number();
        for (int i = 0; i < TICKS_PER_HOUR; i++) {
            long tick = hour * TICKS_PER_HOUR + i;
            boolean kept = tick <= newest && tick > newest - DAY;
            int used = reader.size();
            for (int field = 0; field < used; field++) {
                int count = reader.size();
                if (kept && field < FIELDS) {
                    ticks[slot(tick) + field] = count;
                }
            }
        }
    }
}
