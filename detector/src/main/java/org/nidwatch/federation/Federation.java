// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.federation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.AlertSettings;
import org.nidwatch.alert.Episode;
import org.nidwatch.alert.Mode;
import org.nidwatch.federation.Member.Field;
import org.nidwatch.policy.Organisation;
import org.nidwatch.policy.Policy;
import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;

/**
 * All organisations side by side, from their digests: sees what is spread over several of them and raises one alert for it. A
 * tick is decided when every source of queries has passed it by the grace period, over its digests in the order of the
 * organisations' ids. A digest that comes later than that behind its own source counts in the first tick the source had not
 * passed. So the same queries, in their order within each source, give the same alerts, however the sources are read beside
 * each other. Bounded: {@link #ORGANISATIONS} organisations (the longest unseen makes room), a day of ticks each, {@link
 * #WAITING_BYTES} of digests that wait for slower sources. Not thread-safe.
 */
public final class Federation {
    /** Most organisations kept. */
    public static final int ORGANISATIONS = 4_096;
    /** Most memory for digests that wait; when it is full, the oldest tick is decided without those who have not passed it. */
    public static final long WAITING_BYTES = 128L << 20;

    private static final byte SEPARATOR = 0;
    private static final int VERSION = 1;
    private static final int HEAD_VERSION = 2;
    private static final long NONE = Long.MIN_VALUE;
    /** After so many ticks without any digest, the rest of the pause is passed over: by then every alert is closed. */
    private static final long LONGEST_PAUSE = 8L * Member.DAY;

    private final FederationSettings settings;
    private final Policy policy;
    private final FederationOutput output;
    private final Map<String, Member> members = new TreeMap<>();
    private final Waiting waiting = new Waiting();
    private final Set<Member> touched = new LinkedHashSet<>();
    private final Set<String> written = new HashSet<>();
    private final Set<String> forgotten = new LinkedHashSet<>();
    private final Sources sources;
    private final long graceTicks;
    private final SplitWalk walk;
    private final SplitGuessing guessing;
    private final SpreadHarvest harvest;
    private final SharedSubjects shared;
    private final JoinedAlerts joined;
    private final FederationEpisode episode;
    private final StateWriter writer = new StateWriter();
    private final List<Chunk> restoring = new ArrayList<>();
    private long firstTick = NONE;
    private long decided = NONE;
    private long newest = NONE;
    private boolean signalsDirty;
    private boolean headDirty;

    private record Chunk(String organisationId, int kind, long index, byte[] value) {}

    /** Writes one changed piece of state. */
    @FunctionalInterface
    public interface ChunkWriter {
        /** A null value deletes the piece. */
        void put(byte[] key, byte @Nullable [] value);
    }

    /** A federation with no state yet; {@link #restore} brings it back. */
    public Federation(
            FederationSettings settings, AlertSettings alerts, Policy policy, Mode mode, FederationOutput output) {
        this.settings = settings;
        this.policy = policy;
        this.output = output;
        sources = new Sources(mode == Mode.REPLAY);
        graceTicks = OrganisationDigest.tickOf(settings.grace().toMillis() + OrganisationDigest.TICK_MILLIS - 1);
        walk = new SplitWalk(settings);
        guessing = new SplitGuessing(settings);
        harvest = new SpreadHarvest(settings);
        shared = new SharedSubjects(settings);
        joined = new JoinedAlerts(settings);
        AlertSettings quiet = new AlertSettings(
                settings.quietPeriod(),
                alerts.learnedQuietPeriod(),
                alerts.updateInterval(),
                alerts.mediumRecords(),
                alerts.highRecords(),
                alerts.criticalRecords());
        episode = new FederationEpisode(
                quiet,
                members::get,
                new FederationVerdicts(policy, mode, settings.members()),
                new FederationAlert(policy, mode, settings.version(), () -> firstTick, output));
    }

    /** The names of its signals, as findings have them. */
    public static List<String> signals() {
        return List.of(SplitWalk.ID, SplitGuessing.ID, SpreadHarvest.ID, SharedSubjects.ID, JoinedAlerts.ID);
    }

    /** Takes in what a source tells, and decides the ticks that all sources have passed. */
    public void observe(SourceReport report) {
        finishRestore();
        sources.heard(report);
        headDirty = true;
        OrganisationDigest digest = report.digest();
        if (digest != null) {
            hold(digest, report.reached());
        }
        decideBefore(sources.time());
        while (waiting.bytes() > WAITING_BYTES) {
            decideUpTo(waiting.first());
        }
    }

    private void hold(OrganisationDigest digest, long reached) {
        long tick = digest.tick();
        long counts = reached == NONE ? tick : Math.max(tick, reached - graceTicks);
        if (decided != NONE) {
            counts = Math.max(counts, decided + 1);
        }
        boolean farAhead = reached != NONE && tick > reached + Member.DAY;
        boolean tooOld = tick <= counts - Member.DAY;
        if (counts > tick || farAhead) {
            output.late();
        }
        if (!farAhead && !tooOld) {
            waiting.add(digest, counts);
        }
    }

    /**
     * Decides and closes what is due when nothing more comes. Where all sources have read all there is, the federation's own
     * time is taken to go on as this clock does, so what is decided carries event times.
     *
     * @param nowMillis a clock that runs: wall clock when live, newest event time in a replay; call it every second or so
     */
    public void advance(long nowMillis) {
        finishRestore();
        sources.advance(nowMillis);
        decideBefore(sources.time());
        if (decided != NONE) {
            episode.decide((decided + 1) * OrganisationDigest.TICK_MILLIS);
        }
    }

    /** Whether every source said lately that it has read all there is. */
    public boolean allCaughtUp() {
        return sources.allCaughtUp();
    }

    /** Decides everything that is known: there is nothing more to come, as at the end of a file. */
    public void finish() {
        finishRestore();
        if (!waiting.isEmpty()) {
            decideUpTo(waiting.last());
        }
    }

    private void decideBefore(long time) {
        if (time != NONE) {
            decideUpTo(OrganisationDigest.tickOf(time - settings.grace().toMillis()) - 1);
        }
    }

    private void decideUpTo(long last) {
        if (decided == NONE) {
            if (waiting.isEmpty() || waiting.first() > last) {
                return;
            }
            firstTick = waiting.first();
            decided = firstTick - 1;
            newest = firstTick;
        }
        while (decided < last) {
            long next = waiting.isEmpty() ? last + 1 : Math.min(waiting.first(), last + 1);
            if (decided - newest >= LONGEST_PAUSE && next > decided + 1) {
                decided = next - 1;
                headDirty = true;
            } else {
                decide(decided + 1);
            }
        }
    }

    private void decide(long tick) {
        if (!waiting.isEmpty() && waiting.first() <= tick) {
            newest = tick;
            waiting.take(tick, this::take);
        }
        List<Reading> readings = new ArrayList<>();
        add(readings, walk.examine(tick, () -> newInDay(tick)));
        if (Math.floorMod(tick, (long) Member.TICKS_PER_HOUR) == Member.TICKS_PER_HOUR - 1) {
            endOfHour(Math.floorDiv(tick, (long) Member.TICKS_PER_HOUR), readings);
            walk.age(tick);
        }
        episode.tick(tick, readings);
        decided = tick;
        headDirty = true;
    }

    private static void add(List<Reading> readings, @Nullable Reading reading) {
        if (reading != null) {
            readings.add(reading);
        }
    }

    private void take(OrganisationDigest digest) {
        Member member = members.get(digest.organisationId());
        if (member == null) {
            if (members.size() >= ORGANISATIONS) {
                forgetLongestUnseen();
            }
            member = new Member(digest.organisationId());
            members.put(digest.organisationId(), member);
        }
        member.take(digest);
        walk.take(digest);
        joined.take(digest);
        signalsDirty |= digest.trickles() > 0;
        touched.add(member);
    }

    private void forgetLongestUnseen() {
        Member longest = members.values().stream()
                .min(Comparator.comparingLong(Member::newest).thenComparing(Member::id))
                .orElseThrow();
        members.remove(longest.id());
        touched.remove(longest);
        if (written.remove(longest.id())) {
            forgotten.add(longest.id());
        }
    }

    private long newInDay(long tick) {
        return members.values().stream()
                .mapToLong(member -> member.sum(Field.NEW_SUBJECTS, tick - Member.DAY, tick))
                .sum();
    }

    private void endOfHour(long hour, List<Reading> readings) {
        List<MemberHour> hours = new ArrayList<>(members.size());
        for (Member member : members.values()) {
            Organisation declared = policy.organisation(member.id());
            hours.add(MemberHour.of(member, declared == null ? "" : declared.sector(), hour));
        }
        boolean frozen = episode.open() != null;
        add(readings, guessing.examine(hour, hours, frozen, output));
        add(readings, harvest.examine(hour, hours, frozen, output));
        add(readings, shared.examine(hour, hours, frozen, output));
        add(readings, joined.examine(hour, hours, frozen, output));
        for (MemberHour each : hours) {
            each.member()
                    .usual()
                    .learn(
                            hour,
                            each.asked(),
                            each.missed(),
                            each.exposed(),
                            SpreadHarvest.nearness(hour, each.member(), 1),
                            episode.concerns(each.member().id()));
            touched.add(each.member());
        }
        signalsDirty = true;
    }

    /** The open alert; null when none is. */
    public Episode.@Nullable Open openAlert() {
        finishRestore();
        return episode.open();
    }

    /** Organisations known. */
    public int organisations() {
        finishRestore();
        return members.size();
    }

    /** Hands over each piece of state that changed since the last call, once. */
    public void writeChanges(ChunkWriter sink) {
        // Who is back already writes anew below.
        forgotten.forEach(id -> deleteAll(id, sink));
        forgotten.clear();
        waiting.writeChanges(sink);
        for (Member member : touched) {
            written.add(member.id());
            member.writeChanges(writer, (kind, index, value) -> sink.put(key(member.id(), kind, index), value));
        }
        touched.clear();
        FederationState.Sink whole = (kind, index, value) -> sink.put(key("", kind, index), value);
        walk.writeChanges(writer, whole);
        episode.writeChanges(writer, whole);
        if (signalsDirty) {
            signalsDirty = false;
            writer.start(VERSION);
            guessing.write(writer);
            harvest.write(writer);
            shared.write(writer);
            joined.write(writer);
            whole.put(FederationState.SIGNALS, 0, writer.toBytes());
        }
        if (headDirty) {
            headDirty = false;
            writer.start(HEAD_VERSION).number(firstTick).number(decided).number(newest);
            sources.write(writer);
            whole.put(FederationState.HEAD, 0, writer.toBytes());
        }
    }

    private static void deleteAll(String id, ChunkWriter sink) {
        sink.put(key(id, FederationState.MEMBER, 0), null);
        sink.put(key(id, FederationState.USUAL, 0), null);
        for (int hour = 0; hour < Member.HOURS; hour++) {
            sink.put(key(id, FederationState.HOUR, hour), null);
        }
        for (int pane = 0; pane < Member.PANES; pane++) {
            sink.put(key(id, FederationState.PANE, pane), null);
        }
    }

    // Organisation id (none for the federation as a whole), a zero byte (ids hold no control characters), kind, index.
    static byte[] key(String organisationId, int kind, long index) {
        byte[] id = organisationId.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(id.length + 10)
                .put(id)
                .put(SEPARATOR)
                .put((byte) kind)
                .putLong(index)
                .array();
    }

    /** Takes back one piece of state that {@link #writeChanges} wrote, before the first digest; in any order. */
    public void restore(byte[] key, byte[] value) {
        int end = 0;
        while (key[end] != SEPARATOR) {
            end++;
        }
        ByteBuffer rest = ByteBuffer.wrap(key, end + 1, key.length - end - 1);
        restoring.add(new Chunk(new String(key, 0, end, StandardCharsets.UTF_8), rest.get(), rest.getLong(), value));
    }

    private void finishRestore() {
        if (restoring.isEmpty()) {
            return;
        }
        restoring.sort(Comparator.comparing(Chunk::organisationId).thenComparingInt(Chunk::kind));
        try {
            restoring.forEach(this::take);
        } catch (IllegalStateException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "the federation's state is broken: start from an older state, or delete it and replay", e);
        }
        restoring.clear();
    }

    private void restoreHead(byte[] value) {
        boolean earlier = value.length > 0 && value[0] == VERSION;
        StateReader reader = new StateReader(value, earlier ? VERSION : HEAD_VERSION);
        firstTick = reader.number();
        decided = reader.number();
        newest = decided;
        if (!earlier) {
            newest = reader.number();
            if (decided != NONE && decided - newest < 0) {
                throw new IllegalStateException("state counted digests later than what was decided");
            }
            sources.restore(reader);
        }
    }

    private void take(Chunk chunk) {
        switch (chunk.kind()) {
            case FederationState.WAITING -> waiting.takeOver(chunk.value());
            case FederationState.HELD -> waiting.restore(chunk.index(), chunk.value());
            case FederationState.HEAD -> restoreHead(chunk.value());
            case FederationState.SIGNALS -> {
                StateReader reader = new StateReader(chunk.value(), VERSION);
                guessing.restore(reader);
                harvest.restore(reader);
                shared.restore(reader);
                if (!reader.atEnd()) {
                    joined.restore(reader);
                }
            }
            case FederationState.BLOCKS -> walk.restore(chunk.value());
            case FederationState.EPISODE,
                    FederationState.EPISODE_MEMBERS,
                    FederationState.EPISODE_BEFORE,
                    FederationState.VERDICTS -> episode.restore(chunk.kind(), chunk.value());
            default -> {
                written.add(chunk.organisationId());
                members.computeIfAbsent(chunk.organisationId(), Member::new)
                        .restore(chunk.kind(), chunk.index(), chunk.value());
            }
        }
    }
}
