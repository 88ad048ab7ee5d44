// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.window;

/** Queries from one source address in the last 24 hours: 24 panes of an hour, about 250 bytes. */
final class SourceWindow {
    private final String id;
    private final PaneRing hours = new PaneRing(24, 3_600_000L, 1, 24);
    private long lastSeen;
    private boolean dirty;

    SourceWindow(String id) {
        this.id = id;
    }

    void query(long time) {
        hours.advance(time);
        int at = hours.at(time);
        if (at >= 0) {
            hours.increment(at, 0);
        }
        lastSeen = Math.max(lastSeen, time);
        dirty = true;
    }

    void advance(long time) {
        hours.advance(time);
    }

    String id() {
        return id;
    }

    long lastSeen() {
        return lastSeen;
    }

    long dayQueries() {
        return hours.sum(0, 0);
    }

    boolean takeDirty() {
        boolean was = dirty;
        dirty = false;
        return was;
    }

    byte[] toBytes(StateWriter writer) {
        writer.start(OrganisationWindows.VERSION).text(id).number(lastSeen);
        hours.writeTo(writer);
        return writer.toBytes();
    }

    static SourceWindow of(StateReader reader) {
        SourceWindow window = new SourceWindow(reader.text());
        window.lastSeen = reader.number();
        window.hours.readFrom(reader);
        return window;
    }
}
