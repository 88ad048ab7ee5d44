// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.profile;

import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;

/** What is kept of an organisation as a whole and of each of its actors alike: open windows, sums, and what is learned. */
class Series {
    private static final double USUAL_LEARNING = 0.07;
    private static final double FIRST_LEARNING = 0.2;
    private static final double MOST_USUAL = 1_000;
    private static final double MOST_RISE = 0.02;
    private static final double LEAST_RISE = 0.1;
    private static final int LASTING_SINCE_VERSION = 6;

    final Tally tick = new Tally();
    final Tally hour = new Tally();
    final Tally day = new Tally();
    final float[] sums;
    /** The highest that each sum stood today, and how high it stands on a usual day. */
    private final float[] highest;

    private final float[] usual;

    /** The lasting sums, which are the last ones, as the open day began; of an organisation there are none. */
    private final float[] atDayStart;

    final Dispersion tickSpread = new Dispersion(0.9993);
    final Dispersion hourSpread = new Dispersion(0.998);
    /** The same while little is expected: nights are wilder than days. */
    final Dispersion quietTickSpread = new Dispersion(0.9993);

    final Dispersion quietHourSpread = new Dispersion(0.998);
    final Dispersion daySpread = new Dispersion(0.96);
    final Dispersion totalSpread = new Dispersion(0.998);
    final Rate misses;
    final Rate blocks;
    final Rate freshShare;

    /** Fresh records expected in the closed hours of the day. */
    float dayExpected;
    /** Exponentially weighted over two hours: fresh seen and expected, queries seen. */
    float seenLately;

    float expectedLately;
    float queriesLately;
    /** Exponentially weighted over eight hours. */
    float seenSlowly;

    float expectedSlowly;

    /** Events of each measure until a threshold can be reached at the earliest. */
    int untilFresh;

    int untilQueries;
    int untilMissed;
    int untilRepeats;
    boolean dirty;

    /**
     * @param signals sums to be kept
     * @param lasting so many of them, the last ones, are of lasting signals
     */
    Series(int signals, int lasting, double decay, double deviations) {
        sums = new float[signals];
        atDayStart = new float[lasting];
        highest = new float[signals];
        usual = new float[signals];
        misses = new Rate(decay, deviations);
        blocks = new Rate(decay, deviations);
        freshShare = new Rate(decay, deviations);
    }

    /** Counts one query, one that is late into the day alone; true when a threshold may have been reached. */
    final boolean count(boolean late, boolean asked, boolean missed, boolean fresh, boolean repeat) {
        if (!late) {
            tick.add(asked, missed, fresh, repeat);
            hour.add(asked, missed, fresh, repeat);
        }
        day.add(asked, missed, fresh, repeat);
        dirty = true;
        boolean near = --untilQueries <= 0;
        if (asked) {
            near |= fresh && --untilFresh <= 0;
            near |= missed && --untilMissed <= 0;
            near |= repeat && --untilRepeats <= 0;
        }
        return near;
    }

    /** The next event of any kind is looked at. */
    final void lookSoon() {
        untilFresh = 0;
        untilQueries = 0;
        untilMissed = 0;
        untilRepeats = 0;
        dirty = true;
    }

    final Tally tally(Span span) {
        return switch (span) {
            case TICK -> tick;
            case HOUR -> hour;
            case DAY -> day;
        };
    }

    final Rate rate(Measured measured) {
        return switch (measured) {
            case MISSED -> misses;
            case REPEATS -> blocks;
            case FRESH, QUERIES -> freshShare;
        };
    }

    final Dispersion spread(Signal signal, boolean quiet) {
        if (signal.measured == Measured.QUERIES) {
            return totalSpread;
        }
        return switch (signal.span) {
            case TICK -> quiet ? quietTickSpread : tickSpread;
            case HOUR -> quiet ? quietHourSpread : hourSpread;
            case DAY -> daySpread;
        };
    }

    final double sum(Signal signal) {
        return signal.addsUp() ? sums[index(signal)] : 0;
    }

    final void sum(Signal signal, double value) {
        sums[index(signal)] = (float) value;
    }

    /** The sum as the open day began, of a lasting signal. */
    final double atDayStart(Signal signal) {
        return atDayStart[lastingIndex(signal)];
    }

    /** A window closed with the sum at this height. */
    final void stood(Signal signal, double value) {
        int i = index(signal);
        highest[i] = Math.max(highest[i], StateWriter.halved(value));
    }

    /** How high the sum stands on a usual day, 0 to 1,000. */
    final double usual(Signal signal) {
        return signal.addsUp() ? usual[index(signal)] : 0;
    }

    /** Before anything is known of it. */
    final void presume(double height) {
        java.util.Arrays.fill(usual, (float) height);
    }

    /**
     * The day is over; what is usual rises by at most a tenth or a fiftieth of itself a day, but in the first weeks by a
     * fifth of the way.
     */
    final void dayStood(boolean learns, boolean young) {
        for (int i = 0; i < usual.length; i++) {
            if (learns) {
                double step = Math.min(MOST_USUAL, highest[i]) - usual[i];
                double most = Math.max(LEAST_RISE, MOST_RISE * usual[i]);
                usual[i] += (float) (young ? FIRST_LEARNING * step : Math.min(most, USUAL_LEARNING * step));
            }
            highest[i] = 0;
        }
        for (int i = 0; i < atDayStart.length; i++) {
            atDayStart[i] = StateWriter.halved(sums[sums.length - atDayStart.length + i]);
        }
        dirty = true;
    }

    /** A person found today's height honest: half of it is believed at once. */
    void heightAccepted() {
        for (int i = 0; i < usual.length; i++) {
            usual[i] = (float) Math.max(usual[i], 0.5 * Math.min(MOST_USUAL, Math.max(highest[i], sums[i])));
        }
        dirty = true;
    }

    private static int index(Signal signal) {
        if (!signal.ofCredential) {
            return signal.ordinal();
        }
        int index = signal.ordinal() - Signal.CREDENTIAL_TICK.ordinal();
        return signal.lasting() ? index - 1 : index; // CREDENTIAL_HIGHEST stands between, and keeps none
    }

    private static int lastingIndex(Signal signal) {
        return signal.ordinal() - Signal.CREDENTIAL_LASTING_HOUR.ordinal();
    }

    /** Forgets the evidence, that of the open windows too, not what was learned. */
    void spent() {
        java.util.Arrays.fill(sums, 0);
        java.util.Arrays.fill(atDayStart, 0);
        dayExpected = Math.max(dayExpected, day.fresh);
        day.missed = 0;
        day.repeats = 0;
        hour.clear();
        tick.clear();
        lookSoon();
        dirty = true;
    }

    // State from before there were lasting sums: as wild as the sums that they are made of.
    private void presumeLasting() {
        usual[index(Signal.CREDENTIAL_LASTING_HOUR)] = usual[index(Signal.CREDENTIAL_HOUR)];
        usual[index(Signal.CREDENTIAL_LASTING_JOINT)] = usual[index(Signal.CREDENTIAL_JOINT)];
        usual[index(Signal.CREDENTIAL_LASTING_SHARE)] = usual[index(Signal.CREDENTIAL_JOINT)];
    }

    void writeTo(StateWriter writer) {
        tick.writeTo(writer);
        hour.writeTo(writer);
        day.writeTo(writer);
        for (int i = 0; i < sums.length; i++) {
            writer.small(sums[i]).half(highest[i]).small(usual[i]);
        }
        for (float sum : atDayStart) {
            writer.half(sum);
        }
        tickSpread.writeTo(writer);
        hourSpread.writeTo(writer);
        quietTickSpread.writeTo(writer);
        quietHourSpread.writeTo(writer);
        daySpread.writeTo(writer);
        totalSpread.writeTo(writer);
        misses.writeTo(writer);
        blocks.writeTo(writer);
        freshShare.writeTo(writer);
        writer.small(dayExpected).small(seenLately).small(expectedLately).small(queriesLately);
        writer.small(seenSlowly).small(expectedSlowly);
        writer.number(untilFresh).number(untilQueries).number(untilMissed).number(untilRepeats);
    }

    void readFrom(StateReader reader) {
        tick.readFrom(reader);
        hour.readFrom(reader);
        day.readFrom(reader);
        boolean older = reader.version() < LASTING_SINCE_VERSION;
        int kept = older ? sums.length - atDayStart.length : sums.length;
        for (int i = 0; i < kept; i++) {
            sums[i] = reader.small();
            highest[i] = older ? StateWriter.halved(reader.small()) : reader.half();
            usual[i] = reader.small();
        }
        for (int i = 0; i < atDayStart.length; i++) {
            atDayStart[i] = older ? 0 : reader.half();
        }
        if (older && atDayStart.length > 0) {
            presumeLasting();
        }
        tickSpread.readFrom(reader);
        hourSpread.readFrom(reader);
        quietTickSpread.readFrom(reader);
        quietHourSpread.readFrom(reader);
        daySpread.readFrom(reader);
        totalSpread.readFrom(reader);
        misses.readFrom(reader);
        blocks.readFrom(reader);
        freshShare.readFrom(reader);
        dayExpected = reader.small();
        seenLately = reader.small();
        expectedLately = reader.small();
        queriesLately = reader.small();
        seenSlowly = reader.small();
        expectedSlowly = reader.small();
        untilFresh = (int) reader.number();
        untilQueries = (int) reader.number();
        untilMissed = (int) reader.number();
        untilRepeats = (int) reader.number();
    }
}
