// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;

/**
 * What is learned of one organisation and its actors, and the sums that measure the present against it. All decisions
 * are functions of event time. Not thread-safe.
 *
 * <p>Windows are ticks of five minutes, clock hours and days of the partners' zone. Within a window a sum is a straight
 * line in the count, so each query costs a few additions and comparisons; logarithms are taken when a window closes or a
 * threshold is near. Learning: {@link Learning}. Expectation: {@link Expectation}.
 */
public final class OrganisationProfile implements ProfileView {
    static final int VERSION = 6;
    /** Reads from here on; an actor of version 4 has no {@link Peak} yet, one of version 5 no lasting sums. */
    static final int OLDEST_VERSION = 4;

    /** A gap longer than this is not walked through tick by tick: too long ago to matter. */
    private static final long LONGEST_GAP = 21L * LocalTicks.TICKS_A_DAY;
    /** Late by up to two ticks counts into the open windows as if it came in time. */
    private static final long LATE_TICKS = 2;
    /** Later than that, and at most a day, counts into the open day alone; what is older is somebody's backlog. */
    private static final long LATEST_TICKS = LocalTicks.TICKS_A_DAY;

    private static final double SUM_CEILING = 3;
    private static final double DAYS_OF_PROOF = 8;
    private static final double USUAL_SLOPE = 0.5;
    private static final double PRESUMED = 4;
    private static final double PRESUMED_LATER = 1;

    final LocalTicks clock;
    final Series whole = new Series(Signal.CREDENTIAL_TICK.ordinal(), 0, 0.9985, 2.5);
    final Peers[] dimensions = {
        new Peers(Dimension.CREDENTIAL), new Peers(Dimension.OPERATOR), new Peers(Dimension.SOURCE_ADDRESS)
    };
    final Expectation expectation;
    private final Learning learning;
    private final Thresholds thresholds;
    private final Set<Part> without;
    private final Scale scale;
    private final Actor[] latest = new Actor[3];
    private final Sight sight = new Sight();
    private final Heights heights = new Heights();
    private @Nullable Recorder recorder;
    private int latestActors;
    private final List<Long> restoring = new ArrayList<>(0);
    private long tick = Long.MIN_VALUE;
    private boolean frozen;

    /** Knows nothing yet. */
    public OrganisationProfile(ProfileSettings settings, Thresholds thresholds) {
        this(settings, thresholds, Set.of());
    }

    /** Knows nothing yet, and does without some of its parts: for evaluations alone. */
    public OrganisationProfile(ProfileSettings settings, Thresholds thresholds, Set<Part> without) {
        this.without = without;
        clock = new LocalTicks(settings.zone(), Set.copyOf(settings.weekend()));
        this.thresholds = thresholds;
        expectation = new Expectation(clock, whole, dimensions, without);
        whole.presume(PRESUMED);
        scale = new Scale(expectation, !without.contains(Part.NOVELTY_GATE));
        learning = new Learning(expectation, scale, whole, dimensions);
    }

    /** Lets somebody hear how high the signals stand when windows close. */
    public void recordTo(Recorder listener) {
        recorder = listener;
    }

    /** Takes what is declared now; cheap when nothing changed. */
    public void declare(Declared declared) {
        expectation.declare(declared);
    }

    /** While an episode is open nothing is learned. */
    public void freeze(boolean now) {
        if (now && !frozen) {
            heights.begin();
        }
        frozen = now;
    }

    /** Closes the windows that end before or at a time. */
    public void advance(long time) {
        long now = clock.tick(time);
        if (tick == Long.MIN_VALUE) {
            tick = now;
            expectation.open(now);
            return;
        }
        if (now <= tick) {
            return;
        }
        if (now - tick > LONGEST_GAP) {
            closeTick();
            tick = now - LONGEST_GAP;
            expectation.open(tick);
        }
        while (tick < now) {
            closeTick();
            tick++;
            expectation.open(tick);
        }
    }

    /**
     * Counts one query, after {@link #advance} to its time. One that is more than two ticks late counts into the open day
     * alone, whichever day it is dated: the ticks and hours it belongs to are closed. One that is more than a day late does not
     * count.
     *
     * @param asked about a number new to this organisation
     * @param missed of these, found not to exist or given with wrong details
     * @param fresh of these, found
     * @param repeat of these, in a block asked about unusually often
     * @return whether a signal has reached its threshold
     */
    public boolean count(
            long time,
            String credential,
            @Nullable String operator,
            @Nullable String address,
            boolean asked,
            boolean missed,
            boolean fresh,
            boolean repeat) {
        whole.dirty |= latestActors > 0;
        latestActors = 0;
        long behind = tick - clock.tick(time);
        if (behind > LATEST_TICKS) {
            return false;
        }
        boolean late = behind > LATE_TICKS;
        boolean near = whole.count(late, asked, missed, fresh, repeat);
        boolean reached = near && recheck(whole, null);
        Peers peers = dimensions[0];
        reached |= count(peers, credential, late, asked, missed, fresh, repeat);
        if (peers.active < Peers.ENOUGH && operator != null) {
            peers = dimensions[1];
            reached |= count(peers, operator, late, asked, missed, fresh, repeat);
        }
        if (peers.active < Peers.ENOUGH && address != null) {
            reached |= count(dimensions[2], address, late, asked, missed, fresh, repeat);
        }
        return reached;
    }

    // What was forgotten is not looked at any more, just as after a restart.
    private void keepLatest() {
        int kept = 0;
        for (int i = 0; i < latestActors; i++) {
            if (latest[i].peers.find(latest[i].name) == latest[i]) {
                latest[kept++] = latest[i];
            }
        }
        latestActors = kept;
    }

    private boolean count(
            Peers peers, String name, boolean late, boolean asked, boolean missed, boolean fresh, boolean repeat) {
        Actor actor = peers.find(name);
        if (actor == null) {
            actor = peers.add(name, tick);
            learning.met(actor, tick);
            actor.presume(expectation.ageTicks(tick) < Expectation.YOUNG ? PRESUMED : PRESUMED_LATER);
        }
        actor.lastSeen = tick;
        latest[latestActors++] = actor;
        return actor.count(late, asked, missed, fresh, repeat) && recheck(actor, actor);
    }

    /** Whether the organisation has too few peers in every dimension to compare with. */
    boolean alone() {
        return dimensions[0].active < Peers.ENOUGH
                && dimensions[1].active < Peers.ENOUGH
                && dimensions[2].active < Peers.ENOUGH;
    }

    // Looks exactly, once a threshold may be near; sets how many events may pass until the next look.
    private boolean recheck(Series series, @Nullable Actor actor) {
        boolean reached = false;
        for (int attempt = 0; attempt < 2; attempt++) {
            reached = look(series, actor);
            if (!reached) {
                return false;
            }
            // Before an alarm the peers' pace is asked anew: they may be doing the same at this moment.
            expectation.renewCampaign();
        }
        return true;
    }

    private boolean look(Series series, @Nullable Actor actor) {
        scale.begin();
        boolean alone = alone();
        boolean reached = false;
        double fresh = Integer.MAX_VALUE;
        double queries = Integer.MAX_VALUE;
        double missed = Integer.MAX_VALUE;
        double repeats = Integer.MAX_VALUE;
        int from = actor == null ? 0 : Signal.CREDENTIAL_TICK.ordinal();
        int to = actor == null ? Signal.CREDENTIAL_TICK.ordinal() : Signal.count();
        for (int i = from; i < to; i++) {
            Signal signal = Signal.all()[i];
            double threshold = threshold(series, signal, alone);
            if (threshold == Double.POSITIVE_INFINITY) {
                continue;
            }
            weigh(series, actor, signal, threshold);
            double left = threshold - scale.value;
            if (left <= 0) {
                reached = true;
                if (frozen && !signal.volume()) {
                    // A batch in the morning raises the day's ratio, and the rest of the day takes it down again.
                    heights.stood(signal, scale.value / thresholds.of(signal, alone));
                }
            }
            double steps = left <= 0 ? 1 + series.hour.queries / 32 : Math.ceil(left / scale.gain);
            switch (signal.measured) {
                case FRESH -> fresh = Math.min(fresh, steps);
                case QUERIES -> queries = Math.min(queries, steps);
                case MISSED -> missed = Math.min(missed, steps);
                case REPEATS -> repeats = Math.min(repeats, steps);
            }
        }
        series.untilFresh = (int) fresh;
        series.untilQueries = (int) queries;
        series.untilMissed = (int) missed;
        series.untilRepeats = (int) repeats;
        return reached;
    }

    private void weigh(Series series, @Nullable Actor actor, Signal signal, double threshold) {
        scale.weigh(series, actor, signal);
        if (signal == Signal.ORGANISATION_DAY) {
            // One day proves little: most honest campaigns are over in a week.
            double most = expectation.announcedToday() ? 0 : threshold / DAYS_OF_PROOF;
            scale.bound(series.sum(signal) + most);
        } else if (signal.lasting()) {
            scale.bound(series.atDayStart(signal) + signal.mostOfADay * stretch(series, signal));
        }
    }

    private double threshold(Series series, Signal signal, boolean alone) {
        return thresholds.of(signal, alone) * stretch(series, signal);
    }

    // A sum that stands high on usual days says less when it stands high today.
    private double stretch(Series series, Signal signal) {
        double wild = 1 + USUAL_SLOPE * series.usual(signal);
        double ordinary = signal.volume() ? wild * expectation.caution(tick) * size(signal) : wild;
        return Math.max(ordinary, heights.least(signal));
    }

    // Few events a day cannot pile up as high by chance as many can. Days are tests of few windows, at the floor
    // already.
    private double size(Signal signal) {
        return signal.span == Span.DAY ? 1 : expectation.sizeFactor();
    }

    private void closeTick() {
        boolean alone = alone();
        boolean hourEnds = LocalTicks.hour(tick) != LocalTicks.hour(tick + 1);
        boolean dayEnds = LocalTicks.day(tick) != LocalTicks.day(tick + 1);
        expectation.renewCampaign();
        closeTick(whole, null, alone);
        for (Peers peers : dimensions) {
            for (int i = 0; i < peers.actors.size(); i++) {
                Actor actor = peers.actors.get(i);
                closeTick(actor, actor, alone);
            }
        }
        learning.tickCloses(tick, frozen);
        if (hourEnds) {
            closeHour(alone, dayEnds);
        }
    }

    private void closeTick(Series series, @Nullable Actor actor, boolean alone) {
        Signal signal = actor == null ? Signal.ORGANISATION_TICK : Signal.CREDENTIAL_TICK;
        if (series.tick.fresh > 0 || series.sum(signal) > 0) {
            close(series, actor, signal, alone);
        }
    }

    private void closeHour(boolean alone, boolean dayEnds) {
        closeHour(whole, null, alone, dayEnds);
        for (Peers peers : dimensions) {
            for (int i = 0; i < peers.actors.size(); i++) {
                Actor actor = peers.actors.get(i);
                closeHour(actor, actor, alone, dayEnds);
            }
        }
        learning.hourCloses(tick, frozen);
        expectation.hourCloses();
        if (dayEnds) {
            learning.dayCloses(tick, frozen);
            heights.dayCloses();
            expectation.dayCloses();
            dimensions[Dimension.OPERATOR.ordinal()].forgetIfUnused(tick);
            dimensions[Dimension.SOURCE_ADDRESS.ordinal()].forgetIfUnused(tick);
            keepLatest();
            boolean young = !expectation.settled(tick);
            whole.dayStood(!frozen, young);
            for (Peers peers : dimensions) {
                for (int i = 0; i < peers.actors.size(); i++) {
                    peers.actors.get(i).dayStood(!frozen, young);
                }
            }
        }
    }

    private void closeHour(Series series, @Nullable Actor actor, boolean alone, boolean dayEnds) {
        scale.begin();
        int from = actor == null ? 0 : Signal.CREDENTIAL_TICK.ordinal();
        int to = actor == null ? Signal.CREDENTIAL_TICK.ordinal() : Signal.count();
        for (int i = from; i < to; i++) {
            Signal signal = Signal.all()[i];
            boolean ends = signal.span == Span.HOUR || dayEnds && signal.span == Span.DAY;
            if (ends && (series.tally(signal.span).queries > 0 || series.sum(signal) > 0)) {
                close(series, actor, signal, alone);
            }
        }
    }

    private void close(Series series, @Nullable Actor actor, Signal signal, boolean alone) {
        double threshold = threshold(series, signal, alone);
        weigh(series, actor, signal, threshold);
        if (recorder != null && scale.value >= 3) {
            recorder.closed(signal, alone, clock.start(tick), scale.value / stretch(series, signal));
        }
        if (!signal.addsUp()) {
            return;
        }
        if (frozen) {
            heights.stood(signal, scale.value / thresholds.of(signal, alone));
        }
        boolean mute = signal.volume() && expectation.caution(tick) == Double.POSITIVE_INFINITY;
        series.sum(signal, mute ? 0 : Math.min(SUM_CEILING * threshold, Math.max(0, scale.value)));
        series.stood(signal, series.sum(signal));
        series.dirty = true;
    }

    /** An episode has ended without a verdict: the evidence is spent, what was learned stays. */
    public void spent() {
        learning.forget();
        whole.spent();
        for (Peers peers : dimensions) {
            peers.actors.forEach(Series::spent);
        }
    }

    /**
     * An analyst found that an episode was honest work: what was seen is half believed at once, a week long a rise as large
     * as the one just seen is explained, up to 3 times the ordinary, and the like of it must stand higher to alarm again.
     */
    public void benign() {
        heights.accept();
        learning.benign(tick);
        if (tick != Long.MIN_VALUE) {
            expectation.reopen(tick); // of what is believed now, as a restart would
        }
        whole.heightAccepted();
        for (Peers peers : dimensions) {
            peers.actors.forEach(Series::heightAccepted);
        }
        spent();
    }

    @Override
    public void look(Signal signal, Sight into) {
        into.clear();
        boolean alone = alone();
        if (!signal.ofCredential) {
            fill(whole, null, signal, threshold(whole, signal, alone), into);
            return;
        }
        for (int i = 0; i < latestActors; i++) {
            fill(latest[i], latest[i], signal, threshold(latest[i], signal, alone), sight);
            // An operator that alarms says more than the credential it shares.
            if (i == 0 || sight.score > into.score || sight.score >= 1) {
                into.observed = sight.observed;
                into.of = sight.of;
                into.expected = sight.expected;
                into.alarmAt = sight.alarmAt;
                into.score = sight.score;
                into.campaign = sight.campaign;
                into.growing = sight.growing;
                into.lasting = sight.lasting;
                into.actor = sight.actor;
            }
        }
    }

    private void fill(Series series, @Nullable Actor actor, Signal signal, double threshold, Sight into) {
        scale.begin();
        weigh(series, actor, signal, threshold);
        Tally tally = series.tally(signal.span);
        into.actor = actor;
        into.observed = tally.of(signal.measured);
        into.of = signal.ratio ? tally.whole(signal.measured) : 0;
        into.expected = signal.ratio && signal.flatPart == 0 ? scale.mean * into.of : scale.mean;
        into.score = Math.max(0, scale.value / threshold);
        into.lasting = signal.lasting();
        // What a day may add is added: it has alarmed, or today it will not.
        into.alarmAt = scale.bounded && into.score >= 1
                ? into.observed
                : Math.max(0, into.observed + Math.ceil((threshold - scale.value) / scale.gain));
        into.campaign = expectation.campaign();
        into.growing = scale.bounded || scale.value > series.sum(signal);
    }

    @Override
    public double expectedThisHour() {
        return tick == Long.MIN_VALUE ? 0 : expectation.ofHour() * expectation.campaign();
    }

    @Override
    public double expectedQueriesThisMinute() {
        return expectation.queriesOfTick() / 5;
    }

    @Override
    public double levelNow() {
        return 24 * expectation.level;
    }

    @Override
    public double levelBefore() {
        return learning.dailyLevelBefore();
    }

    @Override
    public int ageDays() {
        return (int) (expectation.ageTicks(tick) / LocalTicks.TICKS_A_DAY);
    }

    /** Takes a changed piece of state; null = there is no such piece any more. */
    @FunctionalInterface
    public interface Sink {
        /** A piece of a kind: 0 head, 1 shape of the week, 2 actor. */
        void put(int kind, long index, byte @Nullable [] value);
    }

    /** Hands over each piece that changed since the last call. */
    public void writeChanges(StateWriter writer, Sink sink) {
        if (whole.dirty) {
            whole.dirty = false;
            writer.start(VERSION).number(tick).raw(frozen ? 1 : 0);
            whole.writeTo(writer);
            expectation.writeTo(writer);
            learning.writeTo(writer);
            heights.writeTo(writer);
            writer.raw(latestActors);
            for (int i = 0; i < latestActors; i++) {
                writer.raw(latest[i].peers.dimension.ordinal()).count(latest[i].slot);
            }
            sink.put(0, 0, writer.toBytes());
        }
        if (expectation.shapeDirty) {
            expectation.shapeDirty = false;
            writer.start(VERSION);
            expectation.shape.writeTo(writer);
            sink.put(1, 0, writer.toBytes());
        }
        for (Peers peers : dimensions) {
            List<Actor> actors = peers.actors;
            for (int i = 0; i < actors.size(); i++) {
                Actor actor = actors.get(i);
                if (actor.dirty) {
                    actor.dirty = false;
                    sink.put(2, key(peers, actor.slot), actor.toBytes(writer));
                }
            }
            for (; peers.given > actors.size(); peers.given--) {
                sink.put(2, key(peers, peers.given - 1), null);
            }
            peers.given = 0;
        }
    }

    private static long key(Peers peers, int slot) {
        return (long) peers.dimension.ordinal() << 32 | slot;
    }

    /** A copy that goes on by itself. */
    public OrganisationProfile copy(ProfileSettings settings) {
        OrganisationProfile copy = new OrganisationProfile(settings, thresholds, without);
        touchAll();
        writeChanges(new StateWriter(), (kind, index, value) -> {
            if (value != null) {
                copy.restore(kind, index, value);
            }
        });
        copy.restored();
        touchAll();
        return copy;
    }

    // What was handed to a copy is still to be written for ourselves.
    private void touchAll() {
        whole.dirty = true;
        expectation.shapeDirty = true;
        for (Peers peers : dimensions) {
            peers.actors.forEach(actor -> actor.dirty = true);
        }
    }

    /** Takes back one piece, in any order; {@link #restored()} must follow the last. */
    public void restore(int kind, long index, byte[] value) {
        StateReader reader = new StateReader(value, OLDEST_VERSION, VERSION);
        switch (kind) {
            case 0 -> {
                tick = reader.number();
                frozen = reader.raw() == 1;
                whole.readFrom(reader);
                expectation.readFrom(reader);
                learning.readFrom(reader);
                heights.readFrom(reader);
                for (int i = reader.atEnd() ? 0 : reader.raw(); i > 0; i--) {
                    restoring.add(key(dimensions[reader.raw()], reader.size()));
                }
            }
            case 1 -> expectation.shape.readFrom(reader);
            case 2 -> {
                Peers peers = dimensions[(int) (index >>> 32)];
                peers.restore(Actor.of(reader, peers, (int) index));
            }
            default -> throw new IllegalStateException("profile of unknown kind " + kind);
        }
    }

    /** Puts the pieces together. */
    public void restored() {
        for (long place : restoring) {
            latest[latestActors++] = dimensions[(int) (place >>> 32)].actors.get((int) place);
        }
        restoring.clear();
        if (tick != Long.MIN_VALUE) {
            expectation.reopen(tick);
        }
    }
}
