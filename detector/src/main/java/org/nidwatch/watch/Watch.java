// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.Mode;
import org.nidwatch.federation.OrganisationDigest;
import org.nidwatch.federation.SourceClock;
import org.nidwatch.intake.Query;
import org.nidwatch.policy.Policy;
import org.nidwatch.profile.Recorder;
import org.nidwatch.window.StateWriter;
import org.nidwatch.window.Timeliness;

/**
 * The organisations of one task, live: each query is measured, examined by the detectors, and turned into episodes and
 * alerts. Not thread-safe. Decisions are functions of event time only.
 */
public final class Watch {
    private static final byte SEPARATOR = 0;
    private static final byte[] NOBODY = {};
    /** Kind of the one piece that is of no organisation. */
    private static final int SOURCE = 1;

    private final WatchContext context;
    private final Map<String, OrganisationWatch> organisations = new HashMap<>();
    private final List<OrganisationWatch> touched = new ArrayList<>();
    private final StateWriter writer = new StateWriter();
    private boolean restoring;
    private long told = SourceClock.NONE;

    /** Writes one changed piece of state. */
    @FunctionalInterface
    public interface ChunkWriter {
        /** The key starts with the organisation id; a null value deletes the piece. */
        void put(byte[] key, byte @Nullable [] value);
    }

    /**
     * A watch with no state yet; {@link #restore} brings it back.
     *
     * @param queriesTopic named in alerts as the place to replay from
     */
    public Watch(WatchSettings settings, Policy policy, Mode mode, String queriesTopic, WatchOutput output) {
        context = new WatchContext(settings, policy, mode, queriesTopic, output);
    }

    /** Lets somebody hear how high the signals of each organisation stand when windows close; before the first query. */
    public void recordTo(Function<String, Recorder> listeners) {
        context.recordTo(listeners);
    }

    /**
     * Counts one accepted query and says what follows from it.
     *
     * @param partition where the query stands in the queries topic; -1 when it comes from a file
     * @param offset its offset there; the line number when it comes from a file
     */
    public Timeliness observe(Query query, int partition, long offset) {
        long before = context.source().tick();
        long reached = hear(query);
        if (reached != before) {
            tellEnded();
        }
        return observe(query, partition, offset, reached);
    }

    /**
     * Takes note of a query's time, in the order in which queries stand; {@link #observe(Query, int, long, long)} may then take
     * them organisation by organisation, and {@link #tellEnded} comes last.
     *
     * @return the tick to which the queries had come with this one
     */
    public long hear(Query query) {
        SourceClock source = context.source();
        long come = source.hears(query.organisationId(), query.occurredAt());
        if (come != SourceClock.NONE) {
            source.go(come);
        }
        return source.tick();
    }

    /** Counts one accepted query that was {@link #hear heard} before, and says what follows from it. */
    public Timeliness observe(Query query, int partition, long offset, long reached) {
        finishRestore();
        context.reached(reached);
        String id = query.organisationId();
        OrganisationWatch organisation = organisations.get(id);
        if (organisation == null) {
            organisation = new OrganisationWatch(id, context);
            organisations.put(id, organisation);
        }
        if (organisation.touch()) {
            touched.add(organisation);
        }
        return organisation.observe(query, partition, offset);
    }

    /** Tells the ticks that are over for all, also of organisations that have not asked since, if the tick is another. */
    public void tellEnded() {
        finishRestore();
        long tick = context.source().tick();
        if (tick == told || tick == SourceClock.NONE) {
            return;
        }
        told = tick;
        for (OrganisationWatch organisation : organisations.values()) {
            if (organisation.endTick(tick * OrganisationDigest.TICK_MILLIS) && organisation.touch()) {
                touched.add(organisation);
            }
        }
        context.output().reached(tick);
    }

    /** The tick to which its queries have come; {@link SourceClock#NONE} before the first. */
    public long reached() {
        return context.source().tick();
    }

    /**
     * Closes what has been quiet: minutes, and episodes of organisations that fell silent. An organisation's own time is
     * taken to go on from its newest query as this clock does; so what is closed carries event times, and only the moment
     * at which it is sent follows from this call.
     *
     * @param nowMillis a clock that runs: wall clock when live, newest event time in a replay; call it every second or so
     */
    public void advance(long nowMillis) {
        finishRestore();
        context.clock(nowMillis);
        for (OrganisationWatch organisation : organisations.values()) {
            if (organisation.advance(nowMillis) && organisation.touch()) {
                touched.add(organisation);
            }
        }
    }

    /**
     * Takes back one piece of state that {@link #writeChanges} wrote, before the first query; in any order. Throws {@link
     * IllegalStateException}, here or when it is first used, when it is broken.
     */
    public void restore(byte[] key, byte[] value) {
        int end = 0;
        while (key[end] != SEPARATOR) {
            end++;
        }
        ByteBuffer rest = ByteBuffer.wrap(key, end + 1, key.length - end - 1);
        int kind = rest.get();
        long index = rest.getLong();
        if (end == 0) {
            context.source().restore(value);
            return;
        }
        restoring = true;
        String organisation = new String(key, 0, end, StandardCharsets.UTF_8);
        try {
            organisations
                    .computeIfAbsent(organisation, id -> new OrganisationWatch(id, context))
                    .restore(kind, index, value);
        } catch (RuntimeException e) {
            throw broken(e);
        }
    }

    // Whoever reads it may meet what its writer never wrote: it ends in one kind of error.
    private static IllegalStateException broken(RuntimeException e) {
        if (e instanceof IllegalStateException told) {
            return told;
        }
        return new IllegalStateException(
                "the state of an organisation is broken: start from an older state, or delete it and replay", e);
    }

    private void finishRestore() {
        if (restoring) {
            restoring = false;
            try {
                organisations.values().forEach(OrganisationWatch::restored);
            } catch (RuntimeException e) {
                throw broken(e);
            }
        }
    }

    /** Hands over each piece of state that changed since the last call, once. */
    public void writeChanges(ChunkWriter sink) {
        for (OrganisationWatch organisation : touched) {
            byte[] prefix = organisation.keyPrefix();
            organisation.writeChanges(writer, (kind, index, value) -> sink.put(key(prefix, kind, index), value));
        }
        touched.clear();
        if (context.source().takeDirty()) {
            sink.put(key(NOBODY, SOURCE, 0), context.source().toBytes(writer));
        }
    }

    // Organisation id, a zero byte (ids hold no control characters), kind, index: pieces of one organisation are
    // neighbours.
    private static byte[] key(byte[] prefix, int kind, long index) {
        return ByteBuffer.allocate(prefix.length + 10)
                .put(prefix)
                .put(SEPARATOR)
                .put((byte) kind)
                .putLong(index)
                .array();
    }

    /** Organisations seen. */
    public int organisations() {
        return organisations.size();
    }

    /** Alerts open now, by severity. */
    public Collection<OpenAlert> openAlerts() {
        finishRestore();
        List<OpenAlert> open = new ArrayList<>();
        organisations.values().forEach(organisation -> organisation.collectOpen(open));
        return Collections.unmodifiableList(open);
    }
}
