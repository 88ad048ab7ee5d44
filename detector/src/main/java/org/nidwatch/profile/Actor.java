// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.profile;

import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;

/** A credential, an operator or a source address: what it does, and its part of the organisation's new people. */
final class Actor extends Series {
    private static final double HOUR_WEIGHT = 3;
    private static final double HOUR_KEPT = 0.93;

    /** Sums that it keeps: of all signals of credentials but CREDENTIAL_HIGHEST. */
    static final int SIGNALS = Signal.count() - Signal.CREDENTIAL_TICK.ordinal() - 1;

    private static final int LASTING = Signal.count() - Signal.CREDENTIAL_LASTING_HOUR.ordinal();

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

    final Peak peak = new Peak();

    // Two bytes each as state: they are the largest part of it.
    // Its own hours beside the organisation's: a night job, an early shift. What it did and what its part of the
    // organisation's fresh records was, by hour of a working day and of a day off, with forgetting.
    private final float[] hoursSeen = new float[48];
    private final float[] hoursPart = new float[48];

    Actor(String name, Peers peers, int slot, long tick) {
        super(SIGNALS, LASTING, 0.998, 2);
        this.name = name;
        this.peers = peers;
        this.slot = slot;
        born = tick;
        lastSeen = tick;
    }

    /** Factor on its part, 0.05 to 20, see {@link WeekShape#dayHour}. */
    double hourFactor(int dayHour) {
        double factor = (HOUR_WEIGHT + hoursSeen[dayHour]) / (HOUR_WEIGHT + hoursPart[dayHour]);
        return Math.min(20, Math.max(0.05, factor));
    }

    /**
     * @param part its part of what the organisation really did in that hour
     * @param young whether it may still take any hours; later what one hour can add is bounded
     */
    void learnHour(int dayHour, double fresh, double part, boolean young) {
        double m = part * hourFactor(dayHour);
        double counted = Math.min(fresh, young ? 3 * m + 3 : 1.5 * m + 0.5);
        hoursSeen[dayHour] = StateWriter.halved(HOUR_KEPT * hoursSeen[dayHour] + counted);
        hoursPart[dayHour] = StateWriter.halved(HOUR_KEPT * hoursPart[dayHour] + part);
    }

    @Override
    void heightAccepted() {
        super.heightAccepted();
        peak.accepted(hour.fresh);
    }

    @Override
    void spent() {
        super.spent();
        peak.spent();
    }

    byte[] toBytes(StateWriter writer) {
        writer.start(OrganisationProfile.VERSION).text(name).number(born).number(lastSeen);
        writer.small(share).small(firstDay);
        peak.writeTo(writer);
        for (int i = 0; i < hoursSeen.length; i++) {
            writer.half(hoursSeen[i]).half(hoursPart[i]);
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
        actor.peak.readFrom(reader);
        for (int i = 0; i < actor.hoursSeen.length; i++) {
            actor.hoursSeen[i] = reader.half();
            actor.hoursPart[i] = reader.half();
        }
        actor.readFrom(reader);
        return actor;
    }
}
