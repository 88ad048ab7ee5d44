// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.window;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Query;

/**
 * All that is measured of one organisation, live. Bounded: 60 one-minute and 24 one-hour panes, 32 distinct counts, at
 * most {@link #CREDENTIALS} credentials and {@link #SOURCES} source addresses (the longest unseen makes room), 1,024
 * blocks, and the known numbers of {@link Novelty}. Not thread-safe.
 */
public final class OrganisationWindows implements WindowsView {
    /** Most credentials kept. */
    public static final int CREDENTIALS = 1_024;
    /** Most source addresses kept. */
    public static final int SOURCES = 256;

    /** Version of the state format: the first byte of every chunk. */
    static final int VERSION = 2;

    /** Block hits from this count on are BLOCK_REPEATS: in honest work 5 new numbers of one block in a day are rare. */
    public static final int REPEATED_BLOCK = 5;

    // A number is known by what was learned of it: who verified a number and then fetches the record has not seen the
    // record before, and who mistyped one does not know it.
    private static final long MATCHED_KEY = 0x9E3779B97F4A7C15L;
    private static final long UNANSWERED_KEY = 0xD1B54A32D192ED03L;

    private static final long LATE_MILLIS = 600_000L;
    /** A leap further than this needs a second query to be believed: one wrong clock must not make all others late. */
    private static final long LEAP_MILLIS = 72 * 3_600_000L;

    private static final long NONE = PaneRing.NONE;

    private final String organisationId;
    private final PaneRing minutes = new PaneRing(60, 60_000L, Measure.values().length, 1, 5, 15, 60);
    private final PaneRing hours = new PaneRing(24, 3_600_000L, Measure.values().length, 24);
    private final DistinctRing distinct = new DistinctRing();
    private final Novelty novelty = new Novelty();
    private final BlockFill blocks = new BlockFill();
    private final SlotTable<CredentialWindow> credentials =
            new SlotTable<>(CREDENTIALS, CredentialWindow::id, CredentialWindow::lastSeen);
    private final SlotTable<SourceWindow> sources = new SlotTable<>(SOURCES, SourceWindow::id, SourceWindow::lastSeen);
    private final FirstOffsets offsets = new FirstOffsets();
    private final AnsweredCitizens answered = new AnsweredCitizens();

    private long clock = NONE;
    private long firstSeen = NONE;
    private long leap = NONE;
    private long total;
    private long lateSinceMinute;
    private int latestBlockCount;
    private boolean latestNew;
    private @Nullable CredentialWindow latest;
    private @Nullable List<Chunk> restoring;
    private boolean headDirty;

    private record Chunk(int kind, long index, byte[] value) {}

    /** Nothing measured yet. */
    public OrganisationWindows(String organisationId) {
        this.organisationId = organisationId;
    }

    /**
     * Counts one query. Its minute must have been closed before by {@link #minuteCloses}, else the closed counts are lost.
     *
     * @param partition where it stands, see {@link #offsets()}
     */
    public Timeliness observe(Query query, int partition, long offset) {
        long time = query.occurredAt();
        total++;
        headDirty = true;
        if (clock != NONE && time > clock + LEAP_MILLIS && !leapConfirmed(time)) {
            lateSinceMinute++;
            latest = null;
            latestBlockCount = 0;
            latestNew = false;
            return Timeliness.LATE;
        }
        if (time > clock) {
            moveTo(time);
        }
        boolean late = time < clock - LATE_MILLIS;
        if (late) {
            lateSinceMinute++;
        }
        offsets.query(time, clock, partition, offset);
        count(query, time);
        return late ? Timeliness.LATE : Timeliness.ON_TIME;
    }

    /** Whether a query of this time ends the current minute, so that its activity is to be reported first. */
    public boolean minuteCloses(long time) {
        return clock != NONE
                && time >= minutes.newestStart() + 60_000L
                && (time <= clock + LEAP_MILLIS || leapWouldHold(time));
    }

    /** What {@link #clock} will be once a query of this time is counted. */
    public long clockAfter(long time) {
        boolean believed = clock == NONE || time <= clock + LEAP_MILLIS || leapWouldHold(time);
        return believed ? Math.max(clock, time) : clock;
    }

    private boolean leapWouldHold(long time) {
        return leap != NONE && Math.abs(time - leap) <= LEAP_MILLIS;
    }

    private boolean leapConfirmed(long time) {
        boolean confirmed = leapWouldHold(time);
        leap = confirmed ? NONE : time;
        return confirmed;
    }

    private void moveTo(long time) {
        if (clock == NONE) {
            firstSeen = time;
        }
        clock = time;
        leap = NONE;
        minutes.advance(time);
        hours.advance(time);
        distinct.advance(time);
        answered.advance(time);
    }

    private void count(Query query, long time) {
        CredentialWindow credential = credentials.get(query.credentialId());
        if (credential == null) {
            credential = new CredentialWindow(query.credentialId(), time);
            credentials.add(credential);
        }
        credential.query(time);
        latest = credential;
        String address = query.sourceAddress();
        if (address != null) {
            SourceWindow source = sources.get(address);
            if (source == null) {
                source = new SourceWindow(address);
                sources.add(source);
            }
            source.advance(clock); // so that it is the same whether or not somebody looked at it before
            source.query(time);
        }
        int minute = minutes.at(time);
        int hour = hours.at(time);
        increment(minute, hour, Measure.QUERIES);
        increment(minute, hour, ofOutcome(query.outcome()));
        switch (query.operation()) {
            case RETRIEVE -> increment(minute, hour, Measure.RETRIEVE);
            case VERIFY -> increment(minute, hour, Measure.VERIFY);
            case SEARCH -> increment(minute, hour, Measure.SEARCH);
            case OTHER -> {}
        }
        latestBlockCount = 0;
        latestNew = false;
        if (query.hasSubject()) {
            countSubject(query, time, minute, hour, credential);
        }
    }

    private void countSubject(Query query, long time, int minute, int hour, CredentialWindow credential) {
        distinct.add(time, query.subjectLow());
        if (!novelty.addIfNew(time, query.subjectLow() ^ novelKey(query.outcome()))) {
            return;
        }
        latestNew = true;
        if (query.outcome() == Outcome.DISCLOSED || query.outcome() == Outcome.MATCHED) {
            answered.add(query.subjectLow());
        }
        increment(minute, hour, Measure.NEW_SUBJECTS);
        credential.increment(time, Measure.NEW_SUBJECTS);
        if (query.outcome().missed()) {
            increment(minute, hour, Measure.NEW_MISSED);
            credential.increment(time, Measure.NEW_MISSED);
        } else if (query.outcome() == Outcome.DISCLOSED) {
            increment(minute, hour, Measure.NEW_EXPOSED);
            credential.increment(time, Measure.NEW_EXPOSED);
            credential.exposed(query.subjectHigh(), query.subjectLow());
        }
        if (query.hasBlock()) {
            latestBlockCount = blocks.hit(time, query.blockHigh(), query.blockLow(), query.subjectLow());
            if (latestBlockCount >= REPEATED_BLOCK) {
                increment(minute, hour, Measure.BLOCK_REPEATS);
                credential.increment(time, Measure.BLOCK_REPEATS);
            }
        }
    }

    private static long novelKey(Outcome outcome) {
        return switch (outcome) {
            case DISCLOSED -> 0;
            case MATCHED -> MATCHED_KEY;
            case MISMATCHED, NOT_FOUND, DENIED, ERROR, OTHER -> UNANSWERED_KEY;
        };
    }

    private void increment(int minute, int hour, Measure measure) {
        if (minute >= 0) {
            minutes.increment(minute, measure.ordinal());
        }
        if (hour >= 0) {
            hours.increment(hour, measure.ordinal());
        }
    }

    private static Measure ofOutcome(Outcome outcome) {
        return switch (outcome) {
            case DISCLOSED -> Measure.DISCLOSED;
            case MATCHED -> Measure.MATCHED;
            case MISMATCHED -> Measure.MISMATCHED;
            case NOT_FOUND -> Measure.NOT_FOUND;
            case DENIED -> Measure.DENIED;
            case ERROR, OTHER -> Measure.FAILED;
        };
    }

    /** Whether the newest query asked about a number that was new to this organisation. */
    public boolean latestNew() {
        return latestNew;
    }

    /**
     * Takes the newest query's steps off its credential's way to the next examination: a wrong guess weighs eight, since a
     * guesser must be seen within a few. Examinations then come after every 32nd part of the credential's hourly pace.
     */
    public boolean examinationDue(boolean missed) {
        return latest != null && latest.due(missed ? 8 : 1);
    }

    /** Notes that the detectors have looked. */
    public void examined() {
        if (latest != null) {
            latest.examined();
        }
    }

    /** Queries ever counted of this organisation. */
    public long total() {
        return total;
    }

    /** Start of the current minute, milliseconds; only after the first query. */
    public long minuteStart() {
        return minutes.newestStart();
    }

    /** Late queries since the last call. */
    public long takeLate() {
        long late = lateSinceMinute;
        lateSinceMinute = 0;
        headDirty = true;
        return late;
    }

    /** Where the queries stand, for replay. */
    public FirstOffsets offsets() {
        return offsets;
    }

    /** The newest exposed subjects of a credential, or of all when null: tokens as high and low halves, at most 20. */
    public long[] newestSubjects(@Nullable String credentialId) {
        return NewestSubjects.of(credentialId == null ? byDay() : one(credentialId));
    }

    private List<CredentialWindow> one(String credentialId) {
        CredentialWindow credential = credentials.get(credentialId);
        return credential == null ? List.of() : List.of(credential);
    }

    @Override
    public String organisationId() {
        return organisationId;
    }

    @Override
    public long clock() {
        return clock;
    }

    @Override
    public long firstSeen() {
        return firstSeen;
    }

    @Override
    public long count(Measure measure, Horizon horizon) {
        int m = measure.ordinal();
        return switch (horizon) {
            case MINUTE -> minutes.sum(m, 0);
            case FIVE_MINUTES -> minutes.sum(m, 1);
            case QUARTER -> minutes.sum(m, 2);
            case HOUR -> minutes.sum(m, 3);
            case DAY -> hours.sum(m, 0);
            case WEEK -> throw new IllegalArgumentException("WEEK is not counted; DAY and shorter are");
        };
    }

    @Override
    public long distinctSubjects(Horizon horizon) {
        return switch (horizon) {
            case HOUR -> distinct.estimate(0);
            case DAY -> distinct.estimate(1);
            case MINUTE, FIVE_MINUTES, QUARTER, WEEK ->
                throw new IllegalArgumentException(horizon + " has no distinct count; HOUR and DAY have");
        };
    }

    @Override
    public long citizensAnswered() {
        return answered.count();
    }

    @Override
    public double citizensAnsweredPerDay() {
        return answered.perDay(clock);
    }

    @Override
    public long citizensAnsweredReach(long number) {
        return answered.reaches(number, clock);
    }

    @Override
    public Collection<? extends CredentialPicture> credentials() {
        return credentials.values();
    }

    /** A credential; null when it is not kept. */
    public @Nullable CredentialPicture credential(String id) {
        return credentials.get(id);
    }

    @Override
    public @Nullable CredentialPicture latestCredential() {
        if (latest != null) {
            latest.advance(clock);
        }
        return latest;
    }

    @Override
    public int latestBlockCount() {
        return latestBlockCount;
    }

    @Override
    public List<Contributor> topCredentials(int limit) {
        return top(byDay(), limit, CredentialWindow::id, c -> c.count(Measure.QUERIES, Horizon.DAY));
    }

    @Override
    public List<Contributor> topSources(int limit) {
        List<SourceWindow> all = new ArrayList<>(sources.values());
        all.forEach(source -> source.advance(clock));
        return top(all, limit, SourceWindow::id, SourceWindow::dayQueries);
    }

    private List<CredentialWindow> byDay() {
        List<CredentialWindow> all = new ArrayList<>(credentials.values());
        all.forEach(credential -> credential.advance(clock));
        all.sort(Comparator.comparingLong((CredentialWindow c) -> -c.count(Measure.QUERIES, Horizon.DAY))
                .thenComparing(CredentialWindow::id));
        return all;
    }

    private static <T> List<Contributor> top(
            List<T> all, int limit, java.util.function.Function<T, String> id, ToLongFunction<T> queries) {
        return all.stream()
                .map(one -> new Contributor(id.apply(one), queries.applyAsLong(one)))
                .filter(one -> one.queries() > 0)
                .sorted(Comparator.comparingLong((Contributor c) -> -c.queries())
                        .thenComparing(Contributor::id))
                .limit(limit)
                .toList();
    }

    /** Hands over each piece of state that changed since the last call; kinds below {@link WindowState#KINDS} are ours. */
    public void writeChanges(StateWriter writer, WindowState.Sink sink) {
        if (!headDirty) {
            return; // every change starts with a query, and every query makes the head dirty
        }
        headDirty = false;
        writer.start(VERSION)
                .number(clock)
                .number(firstSeen)
                .number(leap)
                .count(total)
                .count(lateSinceMinute);
        offsets.writeHead(writer);
        sink.put(WindowState.HEAD, 0, writer.toBytes());
        minutes.writeChanges(WindowState.MINUTE, writer, sink);
        hours.writeChanges(WindowState.HOUR, writer, sink);
        distinct.writeChanges(WindowState.DISTINCT, writer, sink);
        blocks.writeChanges(WindowState.BLOCKS, writer, sink);
        novelty.writeChanges(WindowState.NOVELTY_PAGE, WindowState.NOVELTY_LOG, WindowState.NOVELTY_META, writer, sink);
        offsets.writeChanges(WindowState.OFFSET, writer, sink);
        answered.writeChanges(WindowState.ANSWERED, writer, sink);
        credentials.forEachSlot((slot, credential) -> {
            if (credential.takeDirty()) {
                sink.put(WindowState.CREDENTIAL, slot, credential.toBytes(writer));
            }
        });
        sources.forEachSlot((slot, source) -> {
            if (source.takeDirty()) {
                sink.put(WindowState.SOURCE, slot, source.toBytes(writer));
            }
        });
    }

    /** Takes back one piece; {@link #restored()} must follow the last one. */
    public void restore(int kind, long index, byte[] value) {
        if (restoring == null) {
            restoring = new ArrayList<>();
        }
        restoring.add(new Chunk(kind, index, value));
    }

    /** Puts the pieces together. */
    public void restored() {
        List<Chunk> chunks = restoring;
        if (chunks == null) {
            return;
        }
        restoring = null;
        chunks.sort(Comparator.comparingInt(Chunk::kind).thenComparingLong(Chunk::index));
        for (Chunk chunk : chunks) {
            take(chunk.kind(), chunk.index(), new StateReader(chunk.value(), VERSION));
        }
        minutes.advance(clock);
        hours.advance(clock);
        distinct.restored(clock);
        novelty.restored();
    }

    private void take(int kind, long index, StateReader reader) {
        switch (kind) {
            case WindowState.HEAD -> {
                clock = reader.number();
                firstSeen = reader.number();
                leap = reader.number();
                total = reader.count();
                lateSinceMinute = reader.count();
                offsets.readHead(reader);
            }
            case WindowState.MINUTE -> minutes.restorePane(reader);
            case WindowState.HOUR -> hours.restorePane(reader);
            case WindowState.DISTINCT -> distinct.restorePane(index, reader);
            case WindowState.BLOCKS -> blocks.restoreGroup(index, reader);
            case WindowState.NOVELTY_META -> novelty.restoreMeta(reader);
            case WindowState.NOVELTY_PAGE -> novelty.restorePage(index, reader);
            case WindowState.NOVELTY_LOG -> novelty.restoreLog(index, reader);
            case WindowState.ANSWERED -> answered.restore(reader);
            case WindowState.OFFSET -> offsets.restore(index, reader);
            case WindowState.CREDENTIAL -> credentials.put((int) index, CredentialWindow.of(reader));
            case WindowState.SOURCE -> sources.put((int) index, SourceWindow.of(reader));
            default -> throw new IllegalStateException("state of unknown kind " + kind);
        }
    }

    /** Credentials that asked within the last hour. */
    public int activeCredentials() {
        int active = 0;
        for (CredentialWindow credential : credentials.values()) {
            if (credential.lastSeen() > clock - 3_600_000L) {
                active++;
            }
        }
        return active;
    }

    /** Bytes of the filters that remember known numbers. */
    public long noveltyBytes() {
        return novelty.filterBytes();
    }
}
