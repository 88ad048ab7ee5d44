// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.federation;

import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;

/**
 * How far the event time of one source of queries, a partition or a file, has come: a function of its queries in their order.
 * A leap of more than 10 minutes is believed once a second organisation makes it, or one alone {@link #ALONE} times in a row, so
 * that one wrong clock does not make all others late. Times are milliseconds since the epoch.
 */
public final class SourceClock {
    /** The tick of a source that was not heard. */
    public static final long NONE = Long.MIN_VALUE;

    private static final long LEAP_MILLIS = 600_000;
    private static final int ALONE = 8;
    private static final int VERSION = 1;

    private long newest = NONE;
    private long tickEnd = NONE;
    private String leaper = "";
    private long leap = NONE;
    private int leaps;
    private boolean dirty;

    /** Nothing heard. */
    public SourceClock() {}

    /**
     * Takes note of a query's time.
     *
     * @return the time the source comes to when it now goes into another tick: close what is open before it, then {@link #go};
     *     else {@link #NONE}
     */
    public long hears(String organisationId, long time) {
        if (time <= newest) {
            near(time);
            return NONE;
        }
        long believed = newest == NONE || time <= newest + LEAP_MILLIS ? near(time) : leap(organisationId, time);
        if (believed == NONE || believed >= tickEnd) {
            return believed;
        }
        newest = Math.max(newest, believed);
        dirty = true;
        return NONE;
    }

    private long near(long time) {
        dirty |= leap != NONE;
        leap = NONE;
        return time;
    }

    private long leap(String organisationId, long time) {
        dirty = true;
        if (leap == NONE) {
            leap = time;
            leaper = organisationId;
            leaps = 1;
            return NONE;
        }
        leap = Math.min(leap, time);
        if (leaper.equals(organisationId) && ++leaps < ALONE) {
            return NONE;
        }
        return near(leap);
    }

    /** Goes on to what {@link #hears} gave. */
    public void go(long time) {
        newest = time;
        tickEnd = (tick() + 1) * OrganisationDigest.TICK_MILLIS;
        dirty = true;
    }

    /** The tick it is in; {@link #NONE} before the first query. */
    public long tick() {
        return newest == NONE ? NONE : OrganisationDigest.tickOf(newest);
    }

    /** Whether it changed since the last call. */
    public boolean takeDirty() {
        boolean was = dirty;
        dirty = false;
        return was;
    }

    /** Its state; {@link #restore} reads it. */
    public byte[] toBytes(StateWriter writer) {
        writer.start(VERSION).number(newest).number(leap);
        if (leap != NONE) {
            writer.text(leaper).count(leaps);
        }
        return writer.toBytes();
    }

    /** Comes back as it was. */
    public void restore(byte[] value) {
        StateReader reader = new StateReader(value, VERSION);
        newest = reader.number();
        leap = reader.number();
        if (leap != NONE) {
            leaper = reader.text();
            leaps = reader.size();
        }
        tickEnd = newest == NONE ? NONE : (tick() + 1) * OrganisationDigest.TICK_MILLIS;
    }
}
