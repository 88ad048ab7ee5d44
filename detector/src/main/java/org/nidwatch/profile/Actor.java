// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.profile;

import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;

/** A credential, an operator or a source address: what it does, and its part of the organisation's new people. */
final class Actor extends Series {
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

    Actor(String name, Peers peers, int slot, long tick) {
        super(SIGNALS, 0.998, 2);
        this.name = name;
        this.peers = peers;
        this.slot = slot;
        born = tick;
        lastSeen = tick;
    }

    byte[] toBytes(StateWriter writer) {
        writer.start(OrganisationProfile.VERSION).text(name).number(born).number(lastSeen);
        writer.small(share).small(firstDay);
        writeTo(writer);
        return writer.toBytes();
    }

    static Actor of(StateReader reader, Peers peers, int slot) {
        Actor actor = new Actor(reader.text(), peers, slot, 0);
        actor.born = reader.number();
        actor.lastSeen = reader.number();
        actor.share = reader.small();
        actor.firstDay = reader.small();
        actor.readFrom(reader);
        return actor;
    }
}
