// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;

/**
 * How many people new to the organisation it should fetch in the open windows: its level, the shape of its week, what
 * its actors' present pace explains (a campaign), what an outage left to catch up, and what was announced.
 */
final class Expectation {
    /** Expectations may fall by this part before thresholds are reckoned anew within an hour. */
    private static final double TOLERANCE = 0.02;

    /** A tick's part of a sum that is weighted over two hours. */
    private static final double PACE_OF_A_TICK = 1 - StrictMath.exp(-1.0 / 24);

    private static final double ANNOUNCED_LIST = 0.6;
    private static final double UNDECLARED_START = 1;
    /** A quota is a ceiling, and part of it is people known already: so much of it is expected at first. */
    private static final double FRESH_PART_OF_QUOTA = 0.4;

    private static final double CAUTION = 2;
    private static final double CAUTION_HALVES = 12 * LocalTicks.TICKS_AN_HOUR;
    private static final double MOST_CAMPAIGN = 12;
    private static final long LONGEST_OUTAGE = 12 * LocalTicks.TICKS_AN_HOUR;
    private static final double NEWCOMER_SHARE = 0.02;
    static final long YOUNG = 10L * LocalTicks.TICKS_A_DAY;
    private static final long SETTLED_AT_LAST = 45L * LocalTicks.TICKS_A_DAY;
    private static final int SETTLING = 8;

    final LocalTicks clock;
    final WeekShape shape;
    private final Series whole;
    private final Peers[] dimensions;
    private final Set<Part> without;
    private final Clumping[] clumping = new Clumping[9];
    private Declared declared = Declared.NOTHING;
    boolean shapeDirty;

    /** Fresh records an hour, mean over the week. */
    float level = (float) UNDECLARED_START;

    /** Tick of the first query; Long.MIN_VALUE before. */
    long born = Long.MIN_VALUE;
    /** Work that an outage left undone, fresh records. */
    private float credit;

    private float silence;
    private int silentTicks;
    /** Days on which about as much came as was expected. */
    int ordinaryDays;

    float acknowledged = 1;
    long acknowledgedUntil = Long.MIN_VALUE;
    private float campaign = 1;
    private float failOver = 1;

    private float lookedTick;
    private float lookedCampaign = 1;

    private long tick;
    private double muHour;
    private double muTick;
    private double ceiling = 1;

    Expectation(LocalTicks clock, Series whole, Peers[] dimensions, Set<Part> without) {
        this.without = without;
        this.clock = clock;
        this.whole = whole;
        this.dimensions = dimensions;
        shape = new WeekShape(clock);
        for (int i = 0; i < clumping.length; i++) {
            boolean day = i % 3 == 1;
            clumping[i] = day ? new Clumping(0.97, 1.5, 0.0003, 0.3) : new Clumping(0.998, 4, 0.004, 0.5);
        }
    }

    /** How a ratio clumps: of the organisation's hours, its days, its actors' hours. */
    Clumping clumping(Measured measured, Span span, boolean ofActor) {
        int row = measured == Measured.MISSED ? 0 : measured == Measured.REPEATS ? 3 : 6;
        return clumping[row + (ofActor ? 2 : span == Span.DAY ? 1 : 0)];
    }

    Clumping clumping(Signal signal, boolean ofActor) {
        return clumping(signal.measured, signal.span, ofActor);
    }

    /** The learned ratio of a measure; an actor's is shrunk towards its organisation's. */
    double share(Series series, Measured measured) {
        double prior = switch (measured) {
            case MISSED -> whole.misses.value(0.05, 50);
            case REPEATS -> whole.blocks.value(0.004, 50);
            case FRESH, QUERIES -> whole.freshShare.value(0.6, 50);
        };
        double q = series == whole ? prior : series.rate(measured).value(prior, 20);
        if (measured == Measured.REPEATS && ceiling > 1) {
            q = Math.max(q, ANNOUNCED_LIST); // what is announced may be a sorted list
        }
        return Math.min(0.95, Math.max(0.001, q));
    }

    void declare(Declared now) {
        if (now.equals(declared)) {
            return;
        }
        boolean quotaCame = now.quotaPerDay() > 0 && declared.quotaPerDay() == 0;
        declared = now;
        shape.workingHours(now.workingHours());
        shapeDirty = true;
        if (quotaCame && (born == Long.MIN_VALUE || ageTicks(tick) < LocalTicks.TICKS_AN_HOUR)) {
            level = (float) startLevel();
        }
        if (born != Long.MIN_VALUE) {
            reopen(tick);
        }
    }

    boolean hasQuota() {
        return declared.quotaPerDay() > 0;
    }

    double startLevel() {
        return hasQuota() ? FRESH_PART_OF_QUOTA * declared.quotaPerDay() / 24 : UNDECLARED_START;
    }

    /** The level above which nothing is learned without a person's word. */
    double quotaLevel() {
        return hasQuota() ? 1.5 * declared.quotaPerDay() / 24 : Double.POSITIVE_INFINITY;
    }

    long ageTicks(long now) {
        return born == Long.MIN_VALUE ? 0 : now - born;
    }

    /** Whether enough ordinary days were seen, so that from now on learning is slow. */
    boolean settled(long now) {
        long age = ageTicks(now);
        return age > YOUNG && (ordinaryDays >= SETTLING || age > SETTLED_AT_LAST);
    }

    /** Factor on the thresholds of volumes while little is known; infinite on the first day of who declared nothing. */
    double caution(long now) {
        long age = ageTicks(now);
        if (!hasQuota() && age < LocalTicks.TICKS_A_DAY) {
            return Double.POSITIVE_INFINITY;
        }
        return age > YOUNG ? 1 : 1 + CAUTION * StrictMath.exp(-age / CAUTION_HALVES * StrictMath.log(2));
    }

    void open(long now) {
        if (born == Long.MIN_VALUE) {
            born = now;
        }
        for (Peers peers : dimensions) {
            peers.countActive(now);
        }
        reopen(now);
        whole.dirty = true;
        boolean lower = muTick < lookedTick * (1 - TOLERANCE) || campaign < lookedCampaign * (1 - TOLERANCE);
        if (lower || LocalTicks.tickOfHour(now) == 0) {
            lookSoon();
        }
    }

    // How far each series may go unlooked at was reckoned with what was expected then; less is expected now.
    private void lookSoon() {
        lookedTick = (float) muTick;
        lookedCampaign = campaign;
        whole.lookSoon();
        for (Peers peers : dimensions) {
            peers.actors.forEach(Series::lookSoon);
        }
    }

    /** The part of {@link #open} that follows from what is kept. */
    void reopen(long now) {
        tick = now;
        int hourOfWeek = LocalTicks.hourOfWeek(LocalTicks.hour(now));
        ceiling = declared.ceiling(clock.start(now));
        double holiday = Math.min(1, ceiling);
        muHour = level * shape.hour(hourOfWeek) * holiday;
        muTick = muHour / LocalTicks.TICKS_AN_HOUR * shape.tick(LocalTicks.tickOfDay(now));
    }

    /** Whether something is announced for the open tick, so that it is no example to learn from. */
    boolean announced() {
        return ceiling != 1;
    }

    /** Asks the peers' pace anew. */
    void renewCampaign() {
        double elapsed = (LocalTicks.tickOfHour(tick) + 0.5) / LocalTicks.TICKS_AN_HOUR;
        double factor = 1;
        double replaced = 1;
        for (Peers peers : dimensions) {
            if (peers.active >= Peers.ENOUGH && !without.contains(Part.PEERS)) {
                factor = peers.campaign(tick, dayHour(), muHour * elapsed);
                replaced = peers.failOver(tick);
                break;
            }
        }
        if (tick < acknowledgedUntil) {
            factor = Math.max(factor, acknowledged);
        }
        campaign = (float) Math.min(MOST_CAMPAIGN, Math.max(1, factor));
        failOver = (float) Math.min(MOST_CAMPAIGN, Math.max(1, replaced));
    }

    double campaign() {
        return campaign;
    }

    double ofHour() {
        return muHour;
    }

    double ofTick() {
        return muTick;
    }

    double queriesOfTick() {
        return ageTicks(tick) == 0 && !hasQuota() ? 0 : muTick * campaign / freshShare();
    }

    /** Fresh records in a query, of the organisation as a whole. */
    double freshShare() {
        return Math.max(0.02, whole.freshShare.value(0.6, 50));
    }

    private double part(Actor actor) {
        boolean newcomer = tick - actor.born < YOUNG;
        return newcomer ? Math.max(actor.share, NEWCOMER_SHARE) : actor.share;
    }

    /**
     * Expected fresh records of the open tick or the open hour; of the organisation when the actor is null. In a tick the
     * pace of the last two hours is expected to go on: hours judge what lasts, ticks what comes suddenly.
     */
    double mean(@Nullable Actor actor, Span span) {
        double learned = learnedMean(actor, span);
        if (span != Span.TICK) {
            return learned;
        }
        Series series = actor == null ? whole : actor;
        return Math.max(learned, series.seenLately * PACE_OF_A_TICK);
    }

    private double learnedMean(@Nullable Actor actor, Span span) {
        double catchUp = Math.min(credit, 4 * muHour);
        double base = span == Span.TICK ? muTick : muHour;
        double extra = span == Span.TICK ? catchUp / 4 : catchUp;
        double floor = span == Span.TICK ? 0.03 : 0.02;
        double announced = announcedHour() * (span == Span.TICK ? 1.0 / LocalTicks.TICKS_AN_HOUR : 1);
        if (actor == null) {
            return Math.max(base * campaign + extra + announced, floor);
        }
        // A job's tick belongs to one of the actors, and nobody says to which: each may do it.
        double spike = span == Span.TICK ? Math.max(0, muTick - muHour / LocalTicks.TICKS_AN_HOUR) : 0;
        double own = part(actor) * actor.hourFactor(dayHour());
        return Math.max(own * ((base - spike) * Math.max(campaign, failOver) + extra) + spike + announced, floor);
    }

    // What was announced above the ordinary; any one actor may do all of it.
    private double announcedHour() {
        return ceiling <= 1 ? 0 : (ceiling - 1) * Math.max(muHour, level);
    }

    /** Expected fresh records of an actor in the open tick, without any campaign. */
    double plainTick(Actor actor) {
        return muTick * actor.share * actor.hourFactor(dayHour());
    }

    /** Hour of the open tick's day, 24 more on days off. */
    int dayHour() {
        return shape.dayHour(LocalTicks.hourOfWeek(LocalTicks.hour(tick)));
    }

    /** Whether less than the usual is expected at this hour. */
    boolean quiet() {
        return muHour < 0.6 * level;
    }

    /** Expected fresh records of the open day: what was expected so far, the open hour, and the plain rest. */
    double dayMean(Series series, @Nullable Actor actor) {
        return series.dayExpected + learnedMean(actor, Span.HOUR) + restOfDay() * (actor == null ? 1 : part(actor));
    }

    private double restOfDay() {
        long hour = LocalTicks.hour(tick);
        double rest = 0;
        int at = LocalTicks.hourOfWeek(hour);
        for (int h = LocalTicks.hourOfDay(hour) + 1; h < 24; h++) {
            rest += shape.hour(++at);
        }
        return rest * level * Math.min(1, ceiling);
    }

    /** Books what an outage left undone, and what was caught up. */
    void tickCloses() {
        int fresh = whole.tick.fresh;
        if (fresh < 0.2 * muTick) {
            silence += (float) muTick;
            silentTicks++;
            if (silence > 5 && !without.contains(Part.OUTAGE_CREDIT)) {
                credit = (float) Math.min(3 * level, credit + muTick);
            }
            if (silentTicks > LONGEST_OUTAGE) {
                credit = 0; // that long is a day off, not work left undone
            }
        } else {
            silence = 0;
            silentTicks = Math.max(0, silentTicks - 4);
            credit = (float) Math.max(0, 0.97 * credit - Math.max(0, fresh - muTick));
        }
    }

    void writeTo(StateWriter writer) {
        writer.small(level).number(born).small(credit).small(silence).count(silentTicks);
        writer.small(acknowledged).number(acknowledgedUntil).small(campaign).small(failOver);
        writer.small(lookedTick).small(lookedCampaign).count(ordinaryDays);
        writer.count(declared.quotaPerDay()).count(declared.workingHours());
        writer.count(declared.calendar().size());
        for (Declared.Entry entry : declared.calendar()) {
            writer.number(entry.from()).number(entry.until()).real(entry.ceiling());
        }
        for (Peers peers : dimensions) {
            writer.count(peers.active);
        }
        for (Clumping each : clumping) {
            each.writeTo(writer);
        }
    }

    void readFrom(StateReader reader) {
        level = reader.small();
        born = reader.number();
        credit = reader.small();
        silence = reader.small();
        silentTicks = reader.size();
        acknowledged = reader.small();
        acknowledgedUntil = reader.number();
        campaign = reader.small();
        failOver = reader.small();
        lookedTick = reader.small();
        lookedCampaign = reader.small();
        ordinaryDays = reader.size();
        long quota = reader.count();
        int hours = reader.size();
        List<Declared.Entry> entries = new ArrayList<>();
        for (int i = reader.size(); i > 0; i--) {
            entries.add(new Declared.Entry(reader.number(), reader.number(), reader.real()));
        }
        declared = new Declared(quota, hours, List.copyOf(entries));
        for (Peers peers : dimensions) {
            peers.active = reader.size();
        }
        for (Clumping each : clumping) {
            each.readFrom(reader);
        }
    }
}
