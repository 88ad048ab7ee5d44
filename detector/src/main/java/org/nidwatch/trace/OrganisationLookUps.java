// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.trace;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.nidwatch.window.DistinctCount;

/** One organisation in the span: how much it looked up, when, and whom of the sample. About 1.6 kB and 150 bytes a hit. */
final class OrganisationLookUps {
    /** Parts of the span in which volume is counted apart. */
    static final int BINS = 64;

    final String id;
    final int number;
    final long[] bins = new long[BINS];
    final Map<Integer, Hit> hits = new HashMap<>();
    DistinctCount distinct = new DistinctCount();
    long queries;

    OrganisationLookUps(String id, int number) {
        this.id = id;
        this.number = number;
    }

    /** The same counts, shared, and no hits. */
    OrganisationLookUps withoutHits() {
        OrganisationLookUps same = new OrganisationLookUps(id, number);
        same.queries = queries;
        same.distinct = distinct;
        System.arraycopy(bins, 0, same.bins, 0, BINS);
        return same;
    }

    /** Part of its look-ups that lie before the end of a bin, smoothed so that it is never 0. */
    double shareUpTo(int bin) {
        long up = 0;
        for (int i = 0; i <= Math.min(bin, BINS - 1); i++) {
            up += bins[i];
        }
        return (up + 0.5) / (queries + 0.5);
    }

    void merge(OrganisationLookUps other) {
        queries += other.queries;
        distinct.unite(other.distinct);
        for (int i = 0; i < BINS; i++) {
            bins[i] += other.bins[i];
        }
        other.hits.forEach((member, hit) ->
                hits.computeIfAbsent(member, any -> new Hit(hit.member)).merge(hit));
    }

    void write(DataOutput out) throws IOException {
        out.writeUTF(id);
        out.writeLong(queries);
        byte[] sketch = distinct.toBytes();
        out.writeInt(sketch.length);
        out.write(sketch);
        for (long bin : bins) {
            out.writeLong(bin);
        }
        out.writeInt(hits.size());
        for (Hit hit : hits.values()) {
            hit.write(out);
        }
    }

    static OrganisationLookUps read(DataInput in, int number) throws IOException {
        OrganisationLookUps one = new OrganisationLookUps(in.readUTF(), number);
        one.queries = in.readLong();
        byte[] sketch = new byte[in.readInt()];
        in.readFully(sketch);
        one.distinct = DistinctCount.of(sketch);
        for (int i = 0; i < BINS; i++) {
            one.bins[i] = in.readLong();
        }
        for (int left = in.readInt(); left > 0; left--) {
            Hit hit = Hit.read(in);
            one.hits.put(hit.member, hit);
        }
        return one;
    }
}
