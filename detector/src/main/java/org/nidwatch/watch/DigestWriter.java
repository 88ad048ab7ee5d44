// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nidwatch.detect.Assessment;
import org.nidwatch.detect.Detector;
import org.nidwatch.federation.OrganisationDigest;
import org.nidwatch.federation.OrganisationDigest.Block;
import org.nidwatch.federation.OrganisationDigest.Strength;
import org.nidwatch.federation.SourceClock;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Query;
import org.nidwatch.window.OrganisationWindows;
import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;
import org.nidwatch.window.WindowState;

/**
 * Gathers what the federation is told of an organisation's tick of 5 minutes, and tells it when the tick is over. Allocates once
 * a tick. A query that comes late counts in the tick that is open; after a silence that closed a tick, a second digest of
 * the same tick may follow, and the two are merged where they arrive.
 */
final class DigestWriter {
    /** Kind of its pieces of state. */
    static final int KIND = WindowState.KINDS + 4;

    /** A block is told from its second hit on: one hit is what all honest work leaves in nearly every block. */
    private static final int WORTH_TELLING = 2;
    /** In honest work 5 new numbers of one block in a day are rare. */
    private static final int REPEATED = 5;

    private static final int VERSION = 1;
    private static final int COUNTS = 0;
    private static final int SAMPLE = 1;
    private static final int BLOCKS = 2;

    private final WatchContext context;
    private final OrganisationWindows windows;
    private final OpenEpisodes episodes;
    private final long[] sample = new long[OrganisationDigest.SAMPLE];
    private final long[] blocks = new long[OrganisationDigest.BLOCKS];
    private final long[] hits = new long[OrganisationDigest.BLOCKS];
    private final boolean[] dirty = new boolean[3];
    private int sampled;
    private int told;
    private long tick;
    private boolean open;
    private long reached = SourceClock.NONE;
    private long queries;
    private long newSubjects;
    private long newMissed;
    private long newExposed;
    private long blockRepeats;
    private int enumeration;
    private int harvest;
    private int resale;

    DigestWriter(WatchContext context, OrganisationWindows windows, OpenEpisodes episodes) {
        this.context = context;
        this.windows = windows;
        this.episodes = episodes;
    }

    /**
     * Counts a query that the windows have just counted; the tick before it was told. When the queries of others have come to
     * another tick since the last one, what is open in an ended tick is told apart, as it is when they are heard one by one.
     */
    void count(Query query) {
        if (open && context.reached() > reached && tick < context.reached()) {
            tell();
        }
        reached = context.reached();
        open = true;
        tick = OrganisationDigest.tickOf(windows.clock());
        dirty[COUNTS] = true;
        queries++;
        if (!windows.latestNew()) {
            return;
        }
        newSubjects++;
        if (query.outcome().missed()) {
            newMissed++;
        } else if (query.outcome() == Outcome.DISCLOSED) {
            newExposed++;
            sample(query.subjectLow());
        }
        int block = windows.latestBlockCount();
        if (block >= WORTH_TELLING) {
            blockRepeats += block >= REPEATED ? 1 : 0;
            block(query.blockHigh(), block);
        }
    }

    /** Notes a look of a detector; the highest score of the tick is told. */
    void looked(Detector detector, Assessment assessment) {
        if (!detector.opensAlerts()) {
            return;
        }
        int score = Strength.hundredths(assessment.score());
        switch (detector.shape()) {
            case ENUMERATION -> enumeration = Math.max(enumeration, score);
            case HARVEST -> harvest = Math.max(harvest, score);
            case RESALE -> resale = Math.max(resale, score);
            case CANARY, PROBE, UNKNOWN -> {}
        }
        dirty[COUNTS] = true;
    }

    private void sample(long hash) {
        if (sampled == sample.length && Long.compareUnsigned(hash, sample[sampled - 1]) >= 0) {
            return;
        }
        int at = sampled;
        while (at > 0 && Long.compareUnsigned(hash, sample[at - 1]) < 0) {
            at--;
        }
        if (at > 0 && sample[at - 1] == hash) {
            return;
        }
        sampled = Math.min(sampled + 1, sample.length);
        System.arraycopy(sample, at, sample, at + 1, sampled - at - 1);
        sample[at] = hash;
        dirty[SAMPLE] = true;
    }

    // Kept fullest first, and as full ones by their numbers: what is cut off must not hang on how the tick came in
    // parts.
    private void block(long token, long count) {
        int at = 0;
        while (at < told && blocks[at] != token) {
            at++;
        }
        if (at == told) {
            if (told < blocks.length) {
                told++;
                hits[at] = 0;
            } else if (before(token, count, --at)) {
                hits[at] = 0;
            } else {
                return;
            }
        }
        if (count <= hits[at]) {
            return;
        }
        while (at > 0 && before(token, count, at - 1)) {
            blocks[at] = blocks[at - 1];
            hits[at] = hits[at - 1];
            at--;
        }
        blocks[at] = token;
        hits[at] = count;
        dirty[BLOCKS] = true;
    }

    private boolean before(long token, long count, int other) {
        return count > hits[other] || count == hits[other] && Long.compareUnsigned(token, blocks[other]) < 0;
    }

    /** Whether a tick is open that is over at the given time. */
    boolean over(long reached) {
        return open && reached >= (tick + 1) * OrganisationDigest.TICK_MILLIS;
    }

    /** Tells the open tick. */
    void tell() {
        long end = (tick + 1) * OrganisationDigest.TICK_MILLIS;
        List<Block> fullest = new ArrayList<>(told);
        for (int i = 0; i < told; i++) {
            fullest.add(new Block(blocks[i], hits[i]));
        }
        List<OpenAlert> alerts = new ArrayList<>();
        episodes.collectOpenAt(end, alerts);
        context.output()
                .digest(
                        new OrganisationDigest(
                                windows.organisationId(),
                                tick,
                                queries,
                                newSubjects,
                                newMissed,
                                newExposed,
                                blockRepeats,
                                new Strength(enumeration, harvest, resale),
                                alerts.stream().map(OpenAlert::alertId).sorted().toList(),
                                episodes.trickles(tick * OrganisationDigest.TICK_MILLIS, end),
                                Arrays.stream(sample, 0, sampled).boxed().toList(),
                                fullest),
                        reached);
        clear();
    }

    private void clear() {
        open = false;
        queries = 0;
        newSubjects = 0;
        newMissed = 0;
        newExposed = 0;
        blockRepeats = 0;
        enumeration = 0;
        harvest = 0;
        resale = 0;
        dirty[COUNTS] = true;
        dirty[SAMPLE] |= sampled > 0;
        dirty[BLOCKS] |= told > 0;
        sampled = 0;
        told = 0;
    }

    void writeChanges(StateWriter writer, WindowState.Sink sink) {
        if (dirty[COUNTS]) {
            writer.start(VERSION).raw(open ? 1 : 0).number(tick).count(queries);
            writer.count(newSubjects).count(newMissed).count(newExposed).count(blockRepeats);
            writer.count(enumeration).count(harvest).count(resale).number(reached);
            sink.put(KIND, COUNTS, writer.toBytes());
        }
        if (dirty[SAMPLE]) {
            writer.start(VERSION).count(sampled);
            for (int i = 0; i < sampled; i++) {
                writer.fixed(sample[i]);
            }
            sink.put(KIND, SAMPLE, writer.toBytes());
        }
        if (dirty[BLOCKS]) {
            writer.start(VERSION).count(told);
            for (int i = 0; i < told; i++) {
                writer.fixed(blocks[i]).count(hits[i]);
            }
            sink.put(KIND, BLOCKS, writer.toBytes());
        }
        Arrays.fill(dirty, false);
    }

    void restore(long index, byte[] value) {
        StateReader reader = new StateReader(value, VERSION);
        if (index == COUNTS) {
            open = reader.raw() == 1;
            tick = reader.number();
            queries = reader.count();
            newSubjects = reader.count();
            newMissed = reader.count();
            newExposed = reader.count();
            blockRepeats = reader.count();
            enumeration = reader.size();
            harvest = reader.size();
            resale = reader.size();
            reached = reader.atEnd() ? SourceClock.NONE : reader.number();
        } else if (index == SAMPLE) {
            sampled = reader.size();
            for (int i = 0; i < sampled; i++) {
                sample[i] = reader.fixed();
            }
        } else {
            told = reader.size();
            for (int i = 0; i < told; i++) {
                blocks[i] = reader.fixed();
                hits[i] = reader.count();
            }
        }
    }
}
