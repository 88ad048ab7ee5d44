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

    /** Part of the queries that are about people new to the organisation, before it is learned. */
    private static final double NEW_IN_TIME = 0.6;

    private static final double NEW_BEFORE_THAT = 0.38;

    // Decimal logarithms of fresh records a day.
    private static final double SMALL = 1.78;
    private static final double LARGE = 3.78;
    private static final double LEAST_SIZE_FACTOR = 0.38;

    private static final double CAUTION = 2;
    private static final double CAUTION_HALVES = 12 * LocalTicks.TICKS_AN_HOUR;
    private static final double MOST_CAMPAIGN = 12;
    private static final double LEAST_CAMPAIGN = 0.05;
    private static final double LEAST_OWN_PACE = 0.3;
    private static final long LONGEST_OUTAGE = 12 * LocalTicks.TICKS_AN_HOUR;
    private static final double NEWCOMER_SHARE = 0.01;
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

    /** Expected in the closed hours of the day, campaigns apart. */
    private float plainDay;

    private float silence;
    private int silentTicks;
    /** Days on which about as much came as was expected. */
    int ordinaryDays;

    float acknowledged = 1;
    long acknowledgedUntil = Long.MIN_VALUE;
    private float campaign = 1;
    /** Part of those that fell silent while the organisation did not. */
    private float absent;

    private float lookedTick;
    private float lookedCampaign = 1;

    private long tick;
    private double sizeFactor = 1;
    private double muHour;
    /** Of {@link #muHour} a tick without the jobs of the hour. */
    private double plainTick;
    /** What jobs add in the open tick and in its hour. */
    private double jobOfTick;

    private double jobsOfHour;
    private double ceiling = 1;
    /** Last day on which something was announced. */
    private long announcedDay = Long.MIN_VALUE;

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

    /**
     * The learned ratio of a measure; an actor's is shrunk towards its organisation's. FRESH is what a test of that ratio
     * holds against new people, QUERIES what turns expected people into expected queries.
     */
    double share(Series series, Measured measured) {
        double prior = switch (measured) {
            case MISSED -> whole.misses.value(0.05, 50);
            case REPEATS -> whole.blocks.value(0.004, 50);
            case FRESH -> whole.freshShare.value(newAtFirst(), 50);
            case QUERIES -> whole.freshShare.value(NEW_IN_TIME, 50);
        };
        double q = series == whole ? prior : series.rate(measured).value(prior, 20);
        if (measured == Measured.REPEATS && ceiling > 1) {
            q = Math.max(q, ANNOUNCED_LIST); // what is announced may be a sorted list
        }
        return Math.min(0.95, Math.max(0.001, q));
    }

    // Whoever has just begun knows nobody: all are new, and that is no sign. It fades as they come back.
    private double newAtFirst() {
        return NEW_IN_TIME + NEW_BEFORE_THAT * StrictMath.exp(-ageTicks(tick) / (double) YOUNG);
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

    /** Whether there can be a highest hour of past days: not on the first two, when hardly anybody was seen at work. */
    boolean hasHighest() {
        return ageTicks(tick) >= 2L * LocalTicks.TICKS_A_DAY;
    }

    /** Factor on the thresholds of volumes: 0.38 up to 60 fresh records a day, 1 from 6,000. */
    double sizeFactor() {
        return sizeFactor;
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
        if (announced()) {
            announcedDay = LocalTicks.day(now);
        }
        whole.dirty = true;
        boolean lower = ofTick() < lookedTick * (1 - TOLERANCE) || campaign < lookedCampaign * (1 - TOLERANCE);
        if (lower || LocalTicks.tickOfHour(now) == 0) {
            lookSoon();
        }
    }

    // How far each series may go unlooked at was reckoned with what was expected then; less is expected now.
    private void lookSoon() {
        lookedTick = (float) ofTick();
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
        double average = level / LocalTicks.TICKS_AN_HOUR;
        double size = (StrictMath.log10(Math.max(1, 24 * level)) - SMALL) / (LARGE - SMALL);
        sizeFactor = LEAST_SIZE_FACTOR + (1 - LEAST_SIZE_FACTOR) * Math.min(1, Math.max(0, size));
        jobOfTick = average * shape.job(LocalTicks.tickOfDay(now));
        jobsOfHour = average * shape.jobsOfHour(LocalTicks.hourOfDay(LocalTicks.hour(now)));
        double plain = Math.max(0.3 * muHour, muHour - jobsOfHour) / LocalTicks.TICKS_AN_HOUR;
        plainTick = Math.max(plain, average * holiday * between(hourOfWeek, LocalTicks.tickOfHour(now)));
    }

    // Work that begins within an hour is at its height at the hour's end: a line between the hours' middles.
    private double between(int hourOfWeek, int tickOfHour) {
        double at = (tickOfHour + 0.5) / LocalTicks.TICKS_AN_HOUR - 0.5;
        int other = Math.floorMod(hourOfWeek + (at < 0 ? -1 : 1), LocalTicks.HOURS_A_WEEK);
        double part = Math.abs(at);
        return (1 - part) * shape.hour(hourOfWeek) + part * shape.hour(other);
    }

    /** Whether something was announced for the open day: its ratios tell nothing. */
    boolean announcedToday() {
        return announcedDay == LocalTicks.day(tick);
    }

    /** Whether something is announced for the open tick, so that it is no example to learn from. */
    boolean announced() {
        return ceiling != 1;
    }

    /** Asks the peers' pace anew. */
    void renewCampaign() {
        double elapsed = (LocalTicks.tickOfHour(tick) + 0.5) / LocalTicks.TICKS_AN_HOUR;
        double factor = ownPace();
        double missing = 0;
        for (Peers peers : dimensions) {
            if (peers.active >= Peers.ENOUGH && !without.contains(Part.PEERS)) {
                missing = peers.absent(tick, dayHour(), plainTick);
                factor = peers.campaign(tick, dayHour(), muHour * elapsed, missing > 0 ? plainTick : 0);
                break;
            }
        }
        if (tick < acknowledgedUntil) {
            factor = Math.max(factor, acknowledged);
        }
        campaign = (float) Math.min(MOST_CAMPAIGN, Math.max(LEAST_CAMPAIGN, factor));
        absent = (float) missing;
    }

    // Without peers only the organisation itself can say that today is a quiet day, never that it is a busy one.
    private double ownPace() {
        if (without.contains(Part.PEERS)) {
            return 1;
        }
        double pace = (whole.seenSlowly + whole.tick.fresh + 3) / (whole.expectedSlowly + 3);
        return Math.min(1, Math.max(LEAST_OWN_PACE, pace));
    }

    double campaign() {
        return campaign;
    }

    double ofHour() {
        return muHour;
    }

    double ofTick() {
        return plainTick + jobOfTick;
    }

    /** Expected of the open tick as its hour goes at present, jobs apart. */
    double paceOfTick() {
        return plainTick * campaign;
    }

    double averageTick() {
        return level / LocalTicks.TICKS_AN_HOUR;
    }

    double queriesOfTick() {
        return ageTicks(tick) == 0 && !hasQuota() ? 0 : (plainTick * campaign + jobOfTick) / freshShare();
    }

    /** Fresh records in a query, of the organisation as a whole. */
    double freshShare() {
        return Math.max(0.02, whole.freshShare.value(NEW_IN_TIME, 50));
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
        boolean tick = span == Span.TICK;
        // A job runs on a holiday too.
        double steady = tick ? 0 : Math.max(0, 1 - campaign) * Math.min(jobsOfHour, 0.7 * muHour);
        double base = (tick ? plainTick : muHour) * campaign + steady;
        double job = tick ? jobOfTick : 0;
        double extra = span == Span.TICK ? catchUp / 4 : catchUp;
        double floor = span == Span.TICK ? 0.03 : 0.02;
        double announced = announcedHour() * (span == Span.TICK ? 1.0 / LocalTicks.TICKS_AN_HOUR : 1);
        if (actor == null) {
            return Math.max(base + job + extra + announced, floor);
        }
        double own = part(actor) * actor.hourFactor(dayHour());
        // The work of an actor that fell silent may be taken over by any one of the others; and a job's tick belongs to
        // one of them, and nobody says to which.
        return Math.max((own + absent) * (base + extra) + job + announced, floor);
    }

    // What was announced above the ordinary; any one actor may do all of it.
    private double announcedHour() {
        return ceiling <= 1 ? 0 : (ceiling - 1) * Math.max(muHour, level);
    }

    /** Expected fresh records of an actor in the open tick, without any campaign. */
    double plainTick(Actor actor) {
        return ofTick() * actor.share * actor.hourFactor(dayHour());
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
        if (actor == null) {
            return plainDay + (muHour + announcedHour()) + restOfDay();
        }
        return series.dayExpected + learnedMean(actor, Span.HOUR) + restOfDay() * part(actor);
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

    /**
     * An hour of the day is over. The organisation's days are compared with what it was before any campaign: one that goes
     * on for weeks is not believed.
     */
    void hourCloses() {
        plainDay += (float) (muHour + announcedHour());
    }

    /** The day is over, and {@link #dayPlain} was taken note of. */
    void dayCloses() {
        plainDay = 0;
    }

    /** Expected of the whole day that ends, campaigns apart. */
    double dayPlain() {
        return plainDay;
    }

    /** Books what an outage left undone, and what was caught up. */
    void tickCloses() {
        int fresh = whole.tick.fresh;
        if (fresh < 0.2 * ofTick()) {
            silence += (float) ofTick();
            silentTicks++;
            if (silence > 5 && !without.contains(Part.OUTAGE_CREDIT)) {
                credit = (float) Math.min(3 * level, credit + ofTick());
            }
            if (silentTicks > LONGEST_OUTAGE) {
                credit = 0; // that long is a day off, not work left undone
            }
        } else {
            silence = 0;
            silentTicks = Math.max(0, silentTicks - 4);
            credit = (float) Math.max(0, 0.97 * credit - Math.max(0, fresh - ofTick()));
        }
    }

    void writeTo(StateWriter writer) {
        writer.small(level).number(born).small(credit).small(silence).count(silentTicks);
        writer.small(acknowledged).number(acknowledgedUntil).small(campaign).small(absent);
        writer.small(lookedTick).small(lookedCampaign).small(plainDay).count(ordinaryDays);
        writer.number(announcedDay);
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
        absent = reader.small();
        lookedTick = reader.small();
        lookedCampaign = reader.small();
        plainDay = reader.small();
        ordinaryDays = reader.size();
        announcedDay = reader.number();
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
