// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.profile;

import org.jspecify.annotations.Nullable;
import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;

/**
 * How what is expected follows what is seen: slowly, with every step clipped, and not at all in an open episode.
 * Nobody can raise the level by more than 0.4 % a day or a part by more than 3 % a day, but in the first weeks and by an
 * analyst's word. The first weeks last until there were eight ordinary days, 10 to 45 days: who begins in a holiday must
 * not be held to it. A level that has been pushed up nearly every day for four weeks is a finding of its own.
 */
final class Learning {
    private static final double TWO_HOURS = StrictMath.exp(-1.0 / 24);
    private static final double EIGHT_HOURS = StrictMath.exp(-1.0 / 96);
    private static final double DAILY_CLIP = 0.004;
    /** A day is ordinary when it is within 40 % or so of what was expected. */
    private static final double ORDINARY = 0.35;

    private static final double NEWCOMER_GROWTH = 0.004;
    private static final double HOLIDAY = 0.4;
    private static final double LOW_WEEK = 0.9;
    private static final double DOWNWARD_CLIP = 0.04;
    private static final double UNUSUAL_DAY = 1.6;
    private static final double LATER_CLIP = 0.1;
    private static final double FIRST_CLIP = 0.2;
    private static final double PRIOR_HOURS = 12;
    private static final int WEEKS = 5;
    private static final double MOST_GROWTH = 1.5;

    /** Before the hours of the day are known nobody can say how wild they are. */
    private static final long NEWBORN = 4L * LocalTicks.TICKS_A_DAY;

    private final Expectation expectation;
    private final Scale scale;
    private final Series whole;
    private final Peers[] dimensions;
    private final float[] dayHours = new float[24];
    private final float[] weekly = new float[WEEKS];
    private final float[] weekSeen = new float[7];
    private final float[] lastRatio = new float[7];
    private final float[] weekBase = new float[7];
    private final int[] pendingTick = new int[8];
    private final float[] pendingFactor = new float[8];
    private float firstSeen;
    /** All fresh records of the first day. */
    private float firstDay;

    private float firstExpected;
    private float daySeen;
    private float dayBase;
    private boolean dayDisturbed;
    private boolean dayFrozen;
    // Of the tick that closes, not kept.
    private boolean newborn;
    private boolean young;
    /** Fresh records of the organisation in the hour that closes. */
    private int wholeHour;
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
        newborn = expectation.ageTicks(tick) < NEWBORN;
        young = !expectation.settled(tick);
        expectation.tickCloses();
        boolean learns = !frozen && !expectation.announced();
        tick(whole, null, mu, learns);
        for (Peers peers : dimensions) {
            for (int i = 0; i < peers.actors.size(); i++) {
                Actor actor = peers.actors.get(i);
                if (first) {
                    actor.firstDay += actor.tick.fresh;
                    actor.share = (actor.firstDay + 1) / (firstDay + whole.tick.fresh + peers.actors.size());
                    actor.dirty = true;
                }
                tick(actor, actor, expectation.plainTick(actor), learns);
            }
        }
        if (learns) {
            double most = 3 * Math.max(mu, expectation.averageTick()) + 3;
            double excess = Math.min(whole.tick.fresh, most) - expectation.paceOfTick();
            expectation.shape.learnTick(LocalTicks.tickOfDay(tick), excess, expectation.averageTick());
            expectation.shapeDirty = true;
        }
        if (frozen && whole.tick.fresh > 3 * mu + 10) {
            pending(LocalTicks.tickOfDay(tick), whole.tick.fresh / Math.max(1, expectation.averageTick()));
        }
        firstDay += first ? whole.tick.fresh : 0;
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
        if (learns && !dayOff() && !newborn) {
            double m = expectation.mean(actor, Span.TICK);
            Signal signal = actor == null ? Signal.ORGANISATION_TICK : Signal.CREDENTIAL_TICK;
            series.spread(signal, expectation.quiet())
                    .learn(series.tick.fresh, m, scale.dispersion(series, actor, signal, m), young);
        }
        series.seenLately = (float) (TWO_HOURS * (series.seenLately + series.tick.fresh));
        series.queriesLately = (float) (TWO_HOURS * (series.queriesLately + series.tick.queries));
        series.expectedLately = (float) (TWO_HOURS * (series.expectedLately + mu));
        series.seenSlowly = (float) (EIGHT_HOURS * (series.seenSlowly + series.tick.fresh));
        series.expectedSlowly = (float) (EIGHT_HOURS * (series.expectedSlowly + mu));
        series.dirty = true;
    }

    // A day far below what was expected tells nothing of how ordinary days vary.
    private boolean dayOff() {
        return dayBase > 10 && daySeen < HOLIDAY * dayBase;
    }

    void hourCloses(long tick, boolean frozen) {
        boolean learns = !frozen && !expectation.announced();
        dayDisturbed |= !learns;
        dayFrozen |= frozen;
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
        hour(whole, null, hourIndex, learns, frozen);
        for (Peers peers : dimensions) {
            for (int i = 0; i < peers.actors.size(); i++) {
                Actor actor = peers.actors.get(i);
                hour(actor, actor, hourIndex, learns, frozen);
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

    private void hour(Series series, @Nullable Actor actor, long hour, boolean learns, boolean frozen) {
        double m = expectation.mean(actor, Span.HOUR);
        series.dayExpected += (float) m;
        series.dirty = true;
        Tally tally = series.hour;
        if (learns && !dayOff() && !newborn && (tally.queries > 0 || m > 0.02)) {
            Signal volume = actor == null ? Signal.ORGANISATION_HOUR : Signal.CREDENTIAL_HOUR;
            Signal total = actor == null ? Signal.ORGANISATION_TOTAL : Signal.CREDENTIAL_TOTAL;
            series.spread(volume, expectation.quiet())
                    .learn(tally.fresh, m, scale.dispersion(series, actor, volume, m), young);
            double queries = m / expectation.share(series, Measured.QUERIES);
            series.totalSpread.learn(tally.queries, queries, scale.dispersion(series, actor, total, queries), young);
        }
        if (learns && !dayOff()) {
            // Ratios are learned from the first hour: they need no week to be known.
            learnShare(series, actor, Measured.MISSED, Span.HOUR);
            learnShare(series, actor, Measured.REPEATS, Span.HOUR);
            learnShare(series, actor, Measured.FRESH, Span.HOUR);
        }
        if (actor != null && learns) {
            int at = expectation.shape.dayHour(LocalTicks.hourOfWeek(hour));
            boolean newcomer = hour * LocalTicks.TICKS_AN_HOUR - actor.born < Expectation.YOUNG;
            actor.learnHour(at, tally.fresh, actor.share * wholeHour, newcomer);
        }
        if (actor != null && (learns || frozen)) {
            actor.peak.hourStood(tally.fresh / Math.max(1, expectation.campaign()), frozen);
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
        boolean learnsParts = !frozen && !dayFrozen;
        days++;
        boolean settled = expectation.settled(tick);
        if (learns) {
            learnLevel(tick, settled);
            learnDay(whole, null);
        }
        for (Peers peers : dimensions) {
            for (int i = 0; i < peers.actors.size(); i++) {
                Actor actor = peers.actors.get(i);
                if (learnsParts) {
                    learnPart(actor, tick, settled); // who does what is learned in a campaign too
                }
                if (learns) {
                    learnDay(actor, actor);
                }
                actor.peak.dayStood(young || tick - actor.born < Expectation.YOUNG);
                closeDay(actor);
            }
        }
        closeDay(whole);
        daySeen = 0;
        dayBase = 0;
        dayDisturbed = false;
        dayFrozen = false;
        remember();
    }

    private static void closeDay(Series series) {
        series.dirty |= series.dayExpected > 0;
        series.dayExpected = 0;
        series.day.clear();
    }

    private void learnDay(Series series, @Nullable Actor actor) {
        double m = actor == null ? expectation.dayPlain() : series.dayExpected;
        Signal signal = actor == null ? Signal.ORGANISATION_DAY : Signal.CREDENTIAL_DAY;
        series.daySpread.learn(series.day.fresh, m, scale.dispersion(series, actor, signal, m), young);
        if (actor == null) {
            learnShare(series, null, Measured.MISSED, Span.DAY);
            learnShare(series, null, Measured.REPEATS, Span.DAY);
            learnShare(series, null, Measured.FRESH, Span.DAY);
        }
    }

    private void learnLevel(long tick, boolean settled) {
        double ratio = (daySeen + 1) / (dayBase + 1);
        int weekday = days % 7;
        float before = lastRatio[weekday];
        lastRatio[weekday] = (float) ratio;
        if (settled && holiday(ratio, before)) {
            return;
        }
        weekSeen[weekday] = daySeen;
        weekBase[weekday] = dayBase;
        double week = weekRatio();
        learnShape(tick, ratio, week, settled);
        if (days <= 1 && !expectation.hasQuota()) {
            return; // the first day has set the level already
        }
        double log = StrictMath.log(ratio);
        // A quiet day tells less of the level than a busy one.
        double weight = Math.min(1, dayBase / (24 * expectation.level));
        if (Math.abs(log) < ORDINARY && weight > 0.6) {
            expectation.ordinaryDays++;
        }
        double clip = settled ? DAILY_CLIP : expectation.ageTicks(tick) > Expectation.YOUNG ? LATER_CLIP : FIRST_CLIP;
        double step = weight * Math.min(clip, Math.max(-clip, (settled ? 0.1 : 0.3) * log));
        if (settled && week < LOW_WEEK) {
            // Less than expected a whole week long, no single day: nothing is lost by following it down.
            step = Math.min(step, weight * Math.max(-DOWNWARD_CLIP, 0.15 * StrictMath.log(week)));
        }
        double most = signed > 0 ? MOST_GROWTH * signed : expectation.quotaLevel();
        expectation.level = (float) Math.max(1e-3, Math.min(most, expectation.level * StrictMath.exp(step)));
    }

    // Each hour is taken in proportion to its week, so that days of the week differ and growth does not; a day far
    // above
    // its week is a campaign, and is taken as if it were a little above.
    private void learnShape(long tick, double ratio, double week, boolean settled) {
        double divisor = settled ? Math.max(week, ratio / UNUSUAL_DAY) : week;
        long first = (LocalTicks.hour(tick) / 24) * 24;
        for (int h = 0; h < 24; h++) {
            if (first + h >= LocalTicks.hour(expectation.born)) {
                expectation.shape.learnHour(LocalTicks.hourOfWeek(first + h), dayHours[h] / divisor, expectation.level);
            }
        }
        expectation.shapeDirty = true;
    }

    // A holiday says nothing of ordinary days; but a day that is quiet every week is no holiday.
    private boolean holiday(double ratio, float before) {
        double usual = weekRatio();
        return ratio < HOLIDAY * usual && (before == 0 || before >= HOLIDAY * usual);
    }

    // Seen over expected in the last seven days that were no holidays.
    private double weekRatio() {
        double seen = 1;
        double base = 1;
        for (int i = 0; i < 7; i++) {
            seen += weekSeen[i];
            base += weekBase[i];
        }
        return Math.min(4, Math.max(0.25, seen / base));
    }

    private void learnPart(Actor actor, long tick, boolean settled) {
        double fresh = whole.day.fresh;
        if (fresh <= 0) {
            return;
        }
        boolean young = !settled || tick - actor.born < Expectation.YOUNG;
        double today = Math.min(actor.day.fresh, 3 * actor.dayExpected + 10) / fresh;
        double step = (young ? 0.3 : 0.08) * fresh / (fresh + 30) * (today - actor.share);
        // Who comes later is no part of what was signed off: it grows slowly.
        double least = settled ? NEWCOMER_GROWTH : 0.03;
        double clip = young ? Math.max(0.15 * actor.share, least) : 0.03 * actor.share;
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

    /** The level four weeks ago, fresh records a day; 0 while not known. */
    double dailyLevelBefore() {
        // Before the memory of known people is full the level moves by itself.
        return days < 70 ? 0 : 24.0 * weekly[WEEKS - 1];
    }

    void benign(long tick) {
        for (int i = 0; i < pendingTick.length; i++) {
            if (pendingTick[i] >= 0) {
                expectation.shape.acceptJob(pendingTick[i], pendingFactor[i]);
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
        for (int i = 0; i < WEEKS; i++) {
            weekly[i] *= (float) half; // what a person accepted is no drift
        }
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
        for (int i = 0; i < 7; i++) {
            writer.small(weekSeen[i]).small(weekBase[i]).small(lastRatio[i]);
        }
        for (int i = 0; i < pendingTick.length; i++) {
            writer.number(pendingTick[i]).small(pendingFactor[i]);
        }
        writer.small(firstSeen)
                .small(firstDay)
                .small(firstExpected)
                .small(daySeen)
                .small(dayBase)
                .small(signed);
        writer.raw((dayDisturbed ? 1 : 0) + (dayFrozen ? 2 : 0)).count(days);
    }

    void readFrom(StateReader reader) {
        for (int i = 0; i < dayHours.length; i++) {
            dayHours[i] = reader.small();
        }
        for (int i = 0; i < weekly.length; i++) {
            weekly[i] = reader.small();
        }
        for (int i = 0; i < 7; i++) {
            weekSeen[i] = reader.small();
            weekBase[i] = reader.small();
            lastRatio[i] = reader.small();
        }
        for (int i = 0; i < pendingTick.length; i++) {
            pendingTick[i] = (int) reader.number();
            pendingFactor[i] = reader.small();
        }
        firstSeen = reader.small();
        firstDay = reader.small();
        firstExpected = reader.small();
        daySeen = reader.small();
        dayBase = reader.small();
        signed = reader.small();
        int flags = reader.raw();
        dayDisturbed = (flags & 1) != 0;
        dayFrozen = (flags & 2) != 0;
        days = reader.size();
    }
}
