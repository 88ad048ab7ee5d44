// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.window;

import java.util.Arrays;

/** Queries from one source address in the last 24 hours, by the hour: about 180 bytes. */
final class SourceWindow {
    private static final int HOURS = 24;
    private static final long HOUR_MILLIS = 3_600_000L;

    private final String id;
    private final int[] hours = new int[HOURS];
    private long newest = PaneRing.NONE;
    private long newestEnd = PaneRing.NONE;
    private int newestSlot;
    private long lastSeen;
    private boolean dirty;

    SourceWindow(String id) {
        this.id = id;
    }

    void query(long time) {
        advance(time);
        if (time >= newestEnd - HOUR_MILLIS) {
            hours[newestSlot]++;
        } else {
            long hour = Math.floorDiv(time, HOUR_MILLIS);
            if (hour > newest - HOURS) {
                hours[slot(hour)]++;
            }
        }
        lastSeen = Math.max(lastSeen, time);
        dirty = true;
    }

    void advance(long time) {
        if (time < newestEnd) {
            return;
        }
        long hour = Math.floorDiv(time, HOUR_MILLIS);
        if (newest == PaneRing.NONE || hour - newest >= HOURS) {
            Arrays.fill(hours, 0);
        } else {
            for (long each = newest + 1; each <= hour; each++) {
                hours[slot(each)] = 0;
            }
        }
        moveTo(hour);
    }

    private void moveTo(long hour) {
        newest = hour;
        newestEnd = (hour + 1) * HOUR_MILLIS;
        newestSlot = slot(hour);
    }

    private static int slot(long hour) {
        return (int) Math.floorMod(hour, (long) HOURS);
    }

    String id() {
        return id;
    }

    long lastSeen() {
        return lastSeen;
    }

    long dayQueries() {
        long sum = 0;
        for (int hour : hours) {
            sum += hour;
        }
        return sum;
    }

    boolean takeDirty() {
        boolean was = dirty;
        dirty = false;
        return was;
    }

    // Each hour as a pane of one measure, the newest first: an empty one takes one byte.
    byte[] toBytes(StateWriter writer) {
        writer.start(OrganisationWindows.VERSION).text(id).number(lastSeen);
        writer.number(newest == PaneRing.NONE ? -1 : newest);
        for (int back = 0; back < HOURS && newest != PaneRing.NONE; back++) {
            int count = hours[slot(newest - back)];
            writer.count(count == 0 ? 0 : 1);
            if (count > 0) {
                writer.count(count);
            }
        }
        return writer.toBytes();
    }

    static SourceWindow of(StateReader reader) {
        SourceWindow window = new SourceWindow(reader.text());
        window.lastSeen = reader.number();
        long newest = reader.number();
        if (newest >= 0) {
            window.moveTo(newest);
            for (int back = 0; back < HOURS; back++) {
                window.hours[slot(newest - back)] = reader.size() == 0 ? 0 : reader.size();
            }
        }
        return window;
    }
}
