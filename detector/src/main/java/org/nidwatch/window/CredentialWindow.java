// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.window;

import java.util.Arrays;

/**
 * What one credential did: counts for an hour (6 panes of ten minutes) and a day (24 of an hour), the evenness of its
 * pace, and its newest subjects. About 700 bytes.
 */
final class CredentialWindow implements CredentialPicture {
    private static final int[] PER_MEASURE = new int[Measure.values().length];
    private static final int KEPT_MEASURES = 5;
    private static final int NEWEST = 4;

    static {
        // A credential keeps the few measures that tests on credentials need.
        Arrays.fill(PER_MEASURE, -1);
        PER_MEASURE[Measure.QUERIES.ordinal()] = 0;
        PER_MEASURE[Measure.NEW_SUBJECTS.ordinal()] = 1;
        PER_MEASURE[Measure.NEW_MISSED.ordinal()] = 2;
        PER_MEASURE[Measure.NEW_EXPOSED.ordinal()] = 3;
        PER_MEASURE[Measure.BLOCK_REPEATS.ordinal()] = 4;
    }

    private final String id;
    private final PaneRing tens = new PaneRing(6, 600_000L, KEPT_MEASURES, 6);
    private final PaneRing hours = new PaneRing(24, 3_600_000L, KEPT_MEASURES, 24);
    private final Pace pace = new Pace();
    private final long[] newestSubjects = new long[2 * NEWEST];
    private int subjects;
    private long firstSeen;
    private long lastSeen;
    private int untilExamined;
    private boolean dirty;

    CredentialWindow(String id, long time) {
        this.id = id;
        this.firstSeen = time;
        this.lastSeen = time;
    }

    void query(long time) {
        tens.advance(time);
        hours.advance(time);
        increment(time, Measure.QUERIES);
        pace.event(time);
        lastSeen = Math.max(lastSeen, time);
        firstSeen = Math.min(firstSeen, time);
        dirty = true;
    }

    void increment(long time, Measure measure) {
        int kept = PER_MEASURE[measure.ordinal()];
        int ten = tens.at(time);
        if (ten >= 0) {
            tens.increment(ten, kept);
        }
        int hour = hours.at(time);
        if (hour >= 0) {
            hours.increment(hour, kept);
        }
    }

    void exposed(long high, long low) {
        int at = subjects++ % NEWEST;
        newestSubjects[2 * at] = high;
        newestSubjects[2 * at + 1] = low;
    }

    /** Lets an idle credential's window move on with its organisation's clock. */
    void advance(long time) {
        tens.advance(time);
        hours.advance(time);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public long count(Measure measure, Horizon horizon) {
        int kept = PER_MEASURE[measure.ordinal()];
        if (kept < 0) {
            throw new IllegalArgumentException(measure + " is not kept per credential");
        }
        return switch (horizon) {
            case HOUR -> tens.sum(kept, 0);
            case DAY -> hours.sum(kept, 0);
            case MINUTE, FIVE_MINUTES, QUARTER, WEEK ->
                throw new IllegalArgumentException(horizon + " is not kept per credential; HOUR and DAY are");
        };
    }

    @Override
    public int hoursActive() {
        int active = 0;
        for (int back = 0; back < 24; back++) {
            if (hours.count(0, back) > 0) {
                active++;
            }
        }
        return active;
    }

    @Override
    public double evenness() {
        return pace.score();
    }

    @Override
    public double meanGapMillis() {
        return pace.meanGapMillis();
    }

    @Override
    public long firstSeen() {
        return firstSeen;
    }

    long lastSeen() {
        return lastSeen;
    }

    /** The newest exposed subjects, high and low halves in turn; at most 4. */
    long[] newestSubjects() {
        return Arrays.copyOf(newestSubjects, 2 * Math.min(subjects, NEWEST));
    }

    /** Takes steps off the way to the next examination; true when it is due. */
    boolean due(int steps) {
        untilExamined -= steps;
        return untilExamined <= 0;
    }

    /** Sets the next examination after a 32nd of the hour's queries, at least at the next query. */
    void examined() {
        untilExamined = (int) Math.max(1, count(Measure.QUERIES, Horizon.HOUR) / 32);
    }

    boolean takeDirty() {
        boolean was = dirty;
        dirty = false;
        return was;
    }

    byte[] toBytes(StateWriter writer) {
        writer.start(OrganisationWindows.VERSION).text(id).number(firstSeen).number(lastSeen);
        writer.number(untilExamined).count(subjects);
        for (int i = 0; i < 2 * Math.min(subjects, NEWEST); i++) {
            writer.fixed(newestSubjects[i]);
        }
        pace.writeTo(writer);
        tens.writeTo(writer);
        hours.writeTo(writer);
        return writer.toBytes();
    }

    static CredentialWindow of(StateReader reader) {
        CredentialWindow window = new CredentialWindow(reader.text(), 0);
        window.firstSeen = reader.number();
        window.lastSeen = reader.number();
        window.untilExamined = (int) reader.number();
        window.subjects = reader.size();
        for (int i = 0; i < 2 * Math.min(window.subjects, NEWEST); i++) {
            window.newestSubjects[i] = reader.fixed();
        }
        window.pace.readFrom(reader);
        window.tens.readFrom(reader);
        window.hours.readFrom(reader);
        return window;
    }
}
