// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.trace;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Query;

/**
 * What a trace keeps of the queries of a span: of each organisation its volume and its distinct citizens, of each leaked person
 * who looked them up, and a random part of all citizens to compare with. Look-ups are queries that named a citizen and were not
 * refused or wrong (DISCLOSED, MATCHED, OTHER): only through these can a record have come out.
 *
 * <p>Bounded: {@value #MOST_ORGANISATIONS} organisations, {@value #MOST_HITS} pairs of a leaked person and an organisation, 16
 * key ids; what lies beyond is counted in {@link #left}. Nothing is allocated for a query about somebody else. Not thread-safe:
 * each thread has its own, then they are merged.
 */
public final class LookUps {
    static final int MOST_ORGANISATIONS = 20_000;
    static final int MOST_HITS = 2_000_000;
    private static final int MOST_KEYS = 16;

    private final Sample sample;
    private final Span span;
    private final double binsPerMilli;
    private final Map<String, OrganisationLookUps> byId = new HashMap<>();
    private final List<OrganisationLookUps> organisations = new ArrayList<>();
    private final int[] keyIds = new int[MOST_KEYS];
    private final long[] keyCounts = new long[MOST_KEYS];
    private @Nullable OrganisationLookUps latest;
    private Controls controls = new Controls();
    private int keys;
    private long read;
    private long counted;
    private long left;
    private long blocksMet;
    private int hits;
    private long oldest = Long.MAX_VALUE;
    private long newest = Long.MIN_VALUE;
    private @Nullable Population population;

    /** None yet, about these people in this span. */
    public LookUps(Sample sample, Span span) {
        this.sample = sample;
        this.span = span;
        binsPerMilli = (double) OrganisationLookUps.BINS / Math.max(1, span.until() - span.from());
    }

    /**
     * Takes a query; from a file, the partition is -1 and the offset its line.
     *
     * @param query valid for the call alone
     */
    public void observe(Query query, int partition, long offset) {
        if (count(query)) {
            note(query, partition, offset);
        }
    }

    /**
     * The same counts, asked about other people, of whom nothing is noted yet: for many samples of one history. What is learned
     * of the population is shared, so nothing may be counted any more, on either side.
     */
    public LookUps about(Sample other, TraceSettings settings) {
        LookUps same = new LookUps(other, span);
        for (OrganisationLookUps each : organisations) {
            OrganisationLookUps copy = each.withoutHits();
            same.organisations.add(copy);
            same.byId.put(copy.id, copy);
        }
        same.controls = controls;
        same.population = population(settings.registerSize());
        same.read = read;
        same.counted = counted;
        same.oldest = oldest;
        same.newest = newest;
        return same;
    }

    /** How ordinary people are looked up, fitted once. */
    Population population(long registerSize) {
        Population fitted = population;
        if (fitted == null) {
            fitted = Population.of(this, registerSize);
            population = fitted;
        }
        return fitted;
    }

    /** Counts a query; true when it is about a leaked person and {@link #note} must follow. */
    boolean count(Query query) {
        read++;
        long time = query.occurredAt();
        oldest = Math.min(oldest, time);
        newest = Math.max(newest, time);
        if (time < span.from() || time >= span.until() || !query.hasSubject() || !disclosing(query.outcome())) {
            return false;
        }
        OrganisationLookUps organisation = organisation(query.organisationId());
        if (organisation == null) {
            left++;
            return false;
        }
        long low = query.subjectLow();
        counted++;
        organisation.queries++;
        organisation.distinct.add(low);
        organisation.bins[bin(time)]++;
        key(query.tokenKeyId());
        controls.add(low, organisation.number);
        if ((low & 7) == 0 && sample.hasBlocks() && query.hasBlock()) {
            blocksMet += sample.isBlock(query.blockHigh(), query.blockLow()) ? 1 : 0;
        }
        return sample.find(query.subjectHigh(), low) != TokenIndex.ABSENT;
    }

    /** Keeps a query about a leaked person, all its fields read; nothing else changes. */
    public void note(Query query, int partition, long offset) {
        int member = sample.find(query.subjectHigh(), query.subjectLow());
        OrganisationLookUps organisation = organisation(query.organisationId());
        if (organisation == null) {
            return;
        }
        Hit hit = organisation.hits.get(member);
        if (hit == null) {
            if (hits >= MOST_HITS) {
                left++;
                return;
            }
            hits++;
            hit = new Hit(member);
            organisation.hits.put(member, hit);
        }
        hit.take(query, partition, offset, deadline(member));
    }

    private static boolean disclosing(Outcome outcome) {
        return outcome == Outcome.DISCLOSED || outcome == Outcome.MATCHED || outcome == Outcome.OTHER;
    }

    long deadline(int member) {
        long leakedAt = sample.members().get(member).leakedAt();
        return leakedAt == Sample.UNDATED ? Long.MAX_VALUE : leakedAt + span.toleranceMillis();
    }

    int bin(long time) {
        return Math.max(0, Math.min(OrganisationLookUps.BINS - 1, (int) ((time - span.from()) * binsPerMilli)));
    }

    // Readers give the same object for the same organisation, and queries come in runs of one.
    @SuppressWarnings("ReferenceEquality")
    private @Nullable OrganisationLookUps organisation(String id) {
        OrganisationLookUps last = latest;
        if (last != null && last.id == id) {
            return last;
        }
        OrganisationLookUps found = byId.get(id);
        if (found == null) {
            if (byId.size() >= MOST_ORGANISATIONS) {
                return null;
            }
            found = new OrganisationLookUps(id, organisations.size());
            organisations.add(found);
            byId.put(id, found);
        }
        latest = found;
        return found;
    }

    private void key(int id) {
        for (int i = 0; i < keys; i++) {
            if (keyIds[i] == id) {
                keyCounts[i]++;
                return;
            }
        }
        if (keys < MOST_KEYS) {
            keyIds[keys] = id;
            keyCounts[keys++] = 1;
        }
    }

    /** The same with organisations in the order of their ids: an answer must not depend on which thread met whom first. */
    LookUps ordered() {
        List<String> ids = organisations.stream().map(each -> each.id).toList();
        List<String> sorted = ids.stream().sorted().toList();
        if (ids.equals(sorted)) {
            return this;
        }
        LookUps ordered = new LookUps(sample, span);
        sorted.forEach(ordered::organisation);
        ordered.merge(this);
        return ordered;
    }

    /** Takes in what another thread read, of the same sample and span. */
    void merge(LookUps other) {
        int[] numbers = new int[other.organisations.size()];
        for (OrganisationLookUps each : other.organisations) {
            OrganisationLookUps ours = organisation(each.id);
            if (ours == null) {
                left += each.queries;
            } else {
                hits -= ours.hits.size();
                ours.merge(each);
                hits += ours.hits.size();
            }
            numbers[each.number] = ours == null ? 0 : ours.number;
        }
        controls.merge(other.controls, numbers);
        for (int i = 0; i < other.keys; i++) {
            key(other.keyIds[i]);
            for (int j = 0; j < keys; j++) {
                keyCounts[j] += keyIds[j] == other.keyIds[i] ? other.keyCounts[i] - 1 : 0;
            }
        }
        read += other.read;
        counted += other.counted;
        left += other.left;
        blocksMet += other.blocksMet;
        oldest = Math.min(oldest, other.oldest);
        newest = Math.max(newest, other.newest);
    }

    Sample sample() {
        return sample;
    }

    Span span() {
        return span;
    }

    List<OrganisationLookUps> organisations() {
        return Collections.unmodifiableList(organisations);
    }

    Controls controls() {
        return controls;
    }

    /** Queries read, of whatever time and outcome. */
    public long read() {
        return read;
    }

    /** Look-ups of a citizen within the span. */
    public long counted() {
        return counted;
    }

    /** Look-ups not counted since a bound was reached; 0 in any ordinary case. */
    public long left() {
        return left;
    }

    /** The oldest query read, milliseconds; Long.MAX_VALUE when none was. */
    public long oldest() {
        return oldest;
    }

    /** The newest query read; Long.MIN_VALUE when none was. */
    public long newest() {
        return newest;
    }

    /** Look-ups of the sample's neighbours (one in eight is looked at): more than 0 proves that the key is the topic's. */
    long blocksMet() {
        return blocksMet;
    }

    /** Look-ups by the id of the key that made their tokens. */
    Map<Integer, Long> keys() {
        Map<Integer, Long> byKey = new java.util.TreeMap<>();
        for (int i = 0; i < keys; i++) {
            byKey.put(keyIds[i], keyCounts[i]);
        }
        return byKey;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(organisations.size());
        for (OrganisationLookUps each : organisations) {
            each.write(out);
        }
        controls.write(out);
        out.writeInt(keys);
        for (int i = 0; i < keys; i++) {
            out.writeInt(keyIds[i]);
            out.writeLong(keyCounts[i]);
        }
        for (long number : new long[] {read, counted, left, blocksMet, oldest, newest}) {
            out.writeLong(number);
        }
    }

    static LookUps read(Sample sample, Span span, DataInput in) throws IOException {
        LookUps lookUps = new LookUps(sample, span);
        for (int i = in.readInt(); i > 0; i--) {
            OrganisationLookUps one = OrganisationLookUps.read(in, lookUps.organisations.size());
            lookUps.organisations.add(one);
            lookUps.byId.put(one.id, one);
            lookUps.hits += one.hits.size();
        }
        lookUps.controls = Controls.read(in);
        lookUps.keys = in.readInt();
        for (int i = 0; i < lookUps.keys; i++) {
            lookUps.keyIds[i] = in.readInt();
            lookUps.keyCounts[i] = in.readLong();
        }
        lookUps.read = in.readLong();
        lookUps.counted = in.readLong();
        lookUps.left = in.readLong();
        lookUps.blocksMet = in.readLong();
        lookUps.oldest = in.readLong();
        lookUps.newest = in.readLong();
        return lookUps;
    }
}
