// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.profile;

import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;

/** A credential, an operator or a source address: what it does, and its part of the organisation's new people. */
final class Actor extends Series {
    private static final double HOUR_LEARNING = 0.1;
    private static final double HOUR_WEIGHT = 4;

    static final int SIGNALS = Signal.count() - Signal.CREDENTIAL_TICK.ordinal();

    final String name;
    final Peers peers;
    final int slot;
    /** Tick in which it was first seen. */
    long born;
    /** Tick in which it was last seen. */
    long lastSeen;
    /** Its part of the organisation's fresh records, 0..1. */
    float share;
    /** Fresh records since it was born, for its first day. */
    float firstDay;

    // Its own hours beside the organisation's: a night job, an early shift. Factors on its part, by
    // hour of a working day and of a day off.
    private final float[] hours = new float[48];

    Actor(String name, Peers peers, int slot, long tick) {
        super(SIGNALS, 0.998, 2);
        this.name = name;
        this.peers = peers;
        this.slot = slot;
        born = tick;
        lastSeen = tick;
        java.util.Arrays.fill(hours, 1);
    }

    /** Factor on its part, 0.05 to 20, see {@link WeekShape#dayHour}. */
    double hourFactor(int dayHour) {
        return hours[dayHour];
    }

    /** @param m its part, the factor included, of what the organisation really did in that hour */
    void learnHour(int dayHour, double fresh, double m) {
        // A step as large as the hour tells: of few records little is learned. A day can at most double it.
        double weight = HOUR_LEARNING * m / (m + HOUR_WEIGHT);
        double ratio = Math.min(fresh, 3 * m + 3) / Math.max(m, 0.05);
        double step = Math.min(2, Math.max(0.5, 1 + weight * (ratio - 1)));
        hours[dayHour] = (float) Math.min(20, Math.max(0.05, hours[dayHour] * step));
    }

    byte[] toBytes(StateWriter writer) {
        writer.start(OrganisationProfile.VERSION).text(name).number(born).number(lastSeen);
        writer.small(share).small(firstDay);
        for (float hour : hours) {
            writer.small(hour);
        }
        writeTo(writer);
        return writer.toBytes();
    }

    static Actor of(StateReader reader, Peers peers, int slot) {
        Actor actor = new Actor(reader.text(), peers, slot, 0);
        actor.born = reader.number();
        actor.lastSeen = reader.number();
        actor.share = reader.small();
        actor.firstDay = reader.small();
        for (int i = 0; i < actor.hours.length; i++) {
            actor.hours[i] = reader.small();
        }
        actor.readFrom(reader);
        return actor;
    }
}
