// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.profile;

import org.jspecify.annotations.Nullable;
import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;

/**
 * How what is expected follows what is seen: slowly, with every step clipped, and not at all in an open episode.
 * Nobody can raise the level by more than 0.4 % a day or a part by more than 3 % a day, but in the first ten days and by
 * an analyst's word. A level that has been pushed up nearly every day for four weeks is a finding of its own.
 */
final class Learning {
    private static final double TWO_HOURS = StrictMath.exp(-1.0 / 24);
    private static final double EIGHT_HOURS = StrictMath.exp(-1.0 / 96);
    private static final double DAILY_CLIP = 0.004;
    private static final double FALLING_CLIP = 0.04;
    /** The memory of known people reaches back 60 days. */
    private static final long REMEMBERED = 60L * LocalTicks.TICKS_A_DAY;

    private static final double FIRST_CLIP = 0.2;
    private static final double PRIOR_HOURS = 12;
    private static final int WEEKS = 5;
    private static final double MOST_GROWTH = 1.5;

    private final Expectation expectation;
    private final Scale scale;
    private final Series whole;
    private final Peers[] dimensions;
    private final float[] dayHours = new float[24];
    private final float[] weekly = new float[WEEKS];
    private final int[] pendingTick = new int[8];
    private final float[] pendingFactor = new float[8];
    private float firstSeen;
    private float firstExpected;
    private float daySeen;
    private float dayBase;
    private boolean dayDisturbed;
    /** Fresh records of the organisation in the hour that closes. */
    private int wholeHour;
    /** Logarithm of seen over expected, weighted over some days. */
    private float trend;
    /** The level as last accepted by a person or at the end of the first four weeks; 0 before. */
    private float signed;

    private int days;

    Learning(Expectation expectation, Scale scale, Series whole, Peers[] dimensions) {
        this.expectation = expectation;
        this.scale = scale;
        this.whole = whole;
        this.dimensions = dimensions;
        forget();
    }

    /** A new actor: in the organisation's first day all are new, later it begins with nothing. */
    void met(Actor actor, long tick) {
        if (firstDay(tick)) {
            actor.share = 1f / actor.peers.actors.size();
        }
    }

    private boolean firstDay(long tick) {
        return expectation.ageTicks(tick) < LocalTicks.TICKS_A_DAY;
    }

    void tickCloses(long tick, boolean frozen) {
        double mu = expectation.ofTick();
        boolean first = firstDay(tick);
        expectation.tickCloses();
        boolean learns = !frozen && !expectation.announced();
        tick(whole, null, mu, learns);
        for (Peers peers : dimensions) {
            for (int i = 0; i < peers.actors.size(); i++) {
                Actor actor = peers.actors.get(i);
                if (first) {
                    actor.firstDay += actor.tick.fresh;
                    actor.share = (actor.firstDay + 1) / (firstSeen + whole.hour.fresh + peers.actors.size());
                    actor.dirty = true;
                }
                tick(actor, actor, expectation.plainTick(actor), learns);
            }
        }
        if (learns) {
            double most = 3 * mu + 3;
            expectation.shape.learnTick(
                    LocalTicks.tickOfDay(tick), Math.min(whole.tick.fresh, most), expectation.ofHour() / 12);
            expectation.shapeDirty = true;
        }
        if (frozen && whole.tick.fresh > 3 * mu + 10) {
            pending(LocalTicks.tickOfDay(tick), whole.tick.fresh / Math.max(1, expectation.ofHour() / 12));
        }
        whole.tick.clear();
        for (Peers peers : dimensions) {
            for (int i = 0; i < peers.actors.size(); i++) {
                peers.actors.get(i).tick.clear();
            }
        }
    }

    // Ticks that stood out in the open episode, the largest 8: learned only when a person finds them honest.
    private void pending(int tickOfDay, double factor) {
        int least = 0;
        for (int i = 0; i < pendingTick.length; i++) {
            if (pendingTick[i] == tickOfDay) {
                pendingFactor[i] = (float) Math.max(pendingFactor[i], factor);
                return;
            }
            least = pendingFactor[i] < pendingFactor[least] ? i : least;
        }
        if (factor > pendingFactor[least]) {
            pendingFactor[least] = (float) factor;
            pendingTick[least] = tickOfDay;
        }
    }

    /** The episode is over: what it held is not learned. */
    void forget() {
        java.util.Arrays.fill(pendingTick, -1);
        java.util.Arrays.fill(pendingFactor, 0);
    }

    private void tick(Series series, @Nullable Actor actor, double mu, boolean learns) {
        boolean idle = series.tick.queries == 0 && series.seenSlowly < 1e-3f && mu < 1e-3;
        if (idle) {
            return;
        }
        if (learns) {
            double m = expectation.mean(actor, Span.TICK);
            Signal signal = actor == null ? Signal.ORGANISATION_TICK : Signal.CREDENTIAL_TICK;
            series.spread(signal, expectation.quiet())
                    .learn(series.tick.fresh, m, scale.dispersion(series, actor, signal, m));
        }
        series.seenLately = (float) (TWO_HOURS * (series.seenLately + series.tick.fresh));
        series.queriesLately = (float) (TWO_HOURS * (series.queriesLately + series.tick.queries));
        series.expectedLately = (float) (TWO_HOURS * (series.expectedLately + mu));
        series.seenSlowly = (float) (EIGHT_HOURS * (series.seenSlowly + series.tick.fresh));
        series.expectedSlowly = (float) (EIGHT_HOURS * (series.expectedSlowly + mu));
        series.dirty = true;
    }

    void hourCloses(long tick, boolean frozen) {
        boolean learns = !frozen && !expectation.announced();
        dayDisturbed |= !learns;
        double m = expectation.mean(null, Span.HOUR);
        double inverse = scale.dispersion(whole, null, Signal.ORGANISATION_HOUR, m);
        double counted = Math.min(whole.hour.fresh, m + 3 * Math.sqrt(m + m * m * inverse) + 0.5);
        long hourIndex = LocalTicks.hour(tick);
        dayHours[LocalTicks.hourOfDay(hourIndex)] = (float) counted;
        daySeen += (float) counted;
        dayBase += (float) expectation.ofHour();
        if (firstDay(tick)) {
            firstHour(tick, learns);
        }
        wholeHour = whole.hour.fresh;
        hour(whole, null, hourIndex, learns);
        for (Peers peers : dimensions) {
            for (int i = 0; i < peers.actors.size(); i++) {
                Actor actor = peers.actors.get(i);
                hour(actor, actor, hourIndex, learns);
            }
        }
    }

    // Before a day is over the level follows from the hours seen so far and what was declared, which weighs 12 hours.
    private void firstHour(long tick, boolean learns) {
        if (!learns) {
            return;
        }
        firstSeen += whole.hour.fresh;
        firstExpected += (float) expectation.shape.hour(LocalTicks.hourOfWeek(LocalTicks.hour(tick)));
        double prior = expectation.hasQuota() ? PRIOR_HOURS : 1;
        double estimate = (expectation.startLevel() * prior + firstSeen) / (prior + firstExpected);
        expectation.level = (float) Math.min(estimate, expectation.quotaLevel());
    }

    private void hour(Series series, @Nullable Actor actor, long hour, boolean learns) {
        double m = expectation.mean(actor, Span.HOUR);
        series.dayExpected += (float) m;
        series.dirty = true;
        Tally tally = series.hour;
        if (learns && (tally.queries > 0 || m > 0.4)) {
            Signal volume = actor == null ? Signal.ORGANISATION_HOUR : Signal.CREDENTIAL_HOUR;
            Signal total = actor == null ? Signal.ORGANISATION_TOTAL : Signal.CREDENTIAL_TOTAL;
            series.spread(volume, expectation.quiet())
                    .learn(tally.fresh, m, scale.dispersion(series, actor, volume, m));
            double queries = m / expectation.share(series, Measured.FRESH);
            series.totalSpread.learn(tally.queries, queries, scale.dispersion(series, actor, total, queries));
            learnShare(series, actor, Measured.MISSED, Span.HOUR);
            learnShare(series, actor, Measured.REPEATS, Span.HOUR);
            learnShare(series, actor, Measured.FRESH, Span.HOUR);
        }
        if (actor != null && learns) {
            int at = LocalTicks.hourOfDay(hour);
            actor.learnHour(at, tally.fresh, actor.share * actor.hourFactor(at) * wholeHour);
        }
        tally.clear();
    }

    private void learnShare(Series series, @Nullable Actor actor, Measured measured, Span span) {
        Tally tally = series.tally(span);
        double n = tally.whole(measured);
        double k = tally.of(measured);
        double q = expectation.share(series, measured);
        Clumping clumping = expectation.clumping(measured, span, actor != null);
        if (span == Span.HOUR) {
            series.rate(measured).learn(k, n, q, clumping.deflation(n));
        }
        clumping.learn(k, n, q);
    }

    void dayCloses(long tick, boolean frozen) {
        boolean learns = !frozen && !dayDisturbed;
        days++;
        boolean settled = expectation.ageTicks(tick) > Expectation.SETTLED;
        if (learns) {
            learnLevel(tick, settled);
            learnDay(whole, null);
        }
        for (Peers peers : dimensions) {
            for (int i = 0; i < peers.actors.size(); i++) {
                Actor actor = peers.actors.get(i);
                if (learns) {
                    learnPart(actor, tick, settled);
                    learnDay(actor, actor);
                }
                closeDay(actor);
            }
        }
        closeDay(whole);
        daySeen = 0;
        dayBase = 0;
        dayDisturbed = false;
        remember();
    }

    private static void closeDay(Series series) {
        series.dirty |= series.dayExpected > 0;
        series.dayExpected = 0;
        series.day.clear();
    }

    private void learnDay(Series series, @Nullable Actor actor) {
        double m = series.dayExpected;
        Signal signal = actor == null ? Signal.ORGANISATION_DAY : Signal.CREDENTIAL_DAY;
        series.daySpread.learn(series.day.fresh, m, scale.dispersion(series, actor, signal, m));
        if (actor == null) {
            learnShare(series, null, Measured.MISSED, Span.DAY);
            learnShare(series, null, Measured.REPEATS, Span.DAY);
            learnShare(series, null, Measured.FRESH, Span.DAY);
        }
    }

    private void learnLevel(long tick, boolean settled) {
        double ratio = (daySeen + 1) / (dayBase + 1);
        if (settled && ratio < 0.4) {
            return; // a holiday says nothing of ordinary days
        }
        double divisor = Math.min(10, Math.max(0.4, ratio));
        long first = (LocalTicks.hour(tick) / 24) * 24;
        for (int h = 0; h < 24; h++) {
            if (first + h < LocalTicks.hour(expectation.born)) {
                continue; // nobody was looking yet
            }
            expectation.shape.learnHour(LocalTicks.hourOfWeek(first + h), dayHours[h] / divisor, expectation.level);
        }
        expectation.shapeDirty = true;
        if (days <= 1 && !expectation.hasQuota()) {
            return; // the first day has set the level already
        }
        double log = StrictMath.log(ratio);
        trend += (float) (0.2 * (Math.min(1, Math.max(-1, log)) - trend));
        double step;
        if (!settled) {
            step = Math.min(FIRST_CLIP, Math.max(-FIRST_CLIP, 0.3 * log));
        } else if (trend < -0.05 && expectation.ageTicks(tick) < REMEMBERED) {
            // While the memory of known people fills, fewer and fewer are new: a fall is in the nature of things.
            step = Math.max(-FALLING_CLIP, 0.25 * trend);
        } else {
            step = Math.min(DAILY_CLIP, Math.max(-DAILY_CLIP, 0.1 * log));
        }
        double most = signed > 0 ? MOST_GROWTH * signed : expectation.quotaLevel();
        expectation.level = (float) Math.max(1e-3, Math.min(most, expectation.level * StrictMath.exp(step)));
    }

    private void learnPart(Actor actor, long tick, boolean settled) {
        double fresh = whole.day.fresh;
        if (fresh <= 0) {
            return;
        }
        boolean young = !settled || tick - actor.born < Expectation.SETTLED;
        double today = Math.min(actor.day.fresh, 3 * actor.dayExpected + 10) / fresh;
        double step = (young ? 0.3 : 0.08) * fresh / (fresh + 30) * (today - actor.share);
        double clip = young ? Math.max(0.15 * actor.share, 0.03) : 0.03 * actor.share;
        actor.share = (float) Math.max(0, actor.share + Math.min(clip, Math.max(-clip, step)));
        actor.dirty = true;
    }

    private void remember() {
        if (days % 7 == 0) {
            System.arraycopy(weekly, 0, weekly, 1, WEEKS - 1);
            weekly[0] = expectation.level;
        }
        if (days == 28) {
            signed = expectation.level;
        }
    }

    /** By how much the level rose in the last four weeks; 1 while not known. */
    double drift() {
        return weekly[WEEKS - 1] > 0 ? expectation.level / weekly[WEEKS - 1] : 1;
    }

    /** The level four weeks ago, fresh records a day; 0 while not known. */
    double dailyLevelBefore() {
        return 24.0 * weekly[WEEKS - 1];
    }

    void benign(long tick) {
        for (int i = 0; i < pendingTick.length; i++) {
            if (pendingTick[i] >= 0) {
                expectation.shape.acceptTick(pendingTick[i], pendingFactor[i]);
                expectation.shapeDirty = true;
            }
        }
        forget();
        double observed = (whole.seenSlowly + 1) / (whole.expectedSlowly + 1);
        double lately = (whole.seenLately + 1) / (whole.expectedLately + 1);
        expectation.acknowledged = (float) Math.min(3, Math.max(1, 1.3 * Math.max(observed, lately)));
        expectation.acknowledgedUntil = tick + 7L * LocalTicks.TICKS_A_DAY;
        double half = StrictMath.exp(0.5 * StrictMath.log(Math.min(1.69, Math.max(0.6, observed))));
        expectation.level = (float) (expectation.level * half);
        signed = signed > 0 ? expectation.level : 0;
        double fresh = whole.seenSlowly;
        for (Peers peers : dimensions) {
            for (Actor actor : peers.actors) {
                if (fresh > 10) {
                    actor.share += (float) (0.5 * (actor.seenSlowly / fresh - actor.share));
                    actor.dirty = true;
                }
            }
        }
    }

    void writeTo(StateWriter writer) {
        for (float hour : dayHours) {
            writer.small(hour);
        }
        for (float week : weekly) {
            writer.small(week);
        }
        for (int i = 0; i < pendingTick.length; i++) {
            writer.number(pendingTick[i]).small(pendingFactor[i]);
        }
        writer.small(firstSeen)
                .small(firstExpected)
                .small(daySeen)
                .small(dayBase)
                .small(signed);
        writer.raw(dayDisturbed ? 1 : 0).count(days);
    }

    void readFrom(StateReader reader) {
        for (int i = 0; i < dayHours.length; i++) {
            dayHours[i] = reader.small();
        }
        for (int i = 0; i < weekly.length; i++) {
            weekly[i] = reader.small();
        }
        for (int i = 0; i < pendingTick.length; i++) {
            pendingTick[i] = (int) reader.number();
            pendingFactor[i] = reader.small();
        }
        firstSeen = reader.small();
        firstExpected = reader.small();
        daySeen = reader.small();
        dayBase = reader.small();
        signed = reader.small();
        trend = reader.small();
        dayDisturbed = reader.raw() == 1;
        days = reader.size();
    }
}
