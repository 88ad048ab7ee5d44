// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.window;

import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;

/**
 * How many distinct citizens, in at most about 1 kB: exact below about 100, then with a relative standard error of
 * {@link #RELATIVE_ERROR} (HyperLogLog, Flajolet et al. 2007, as in Apache DataSketches). The only user of that library.
 */
public final class DistinctCount {
    private static final int LG_K = 10;

    /** 1.04 / sqrt(1024). */
    public static final double RELATIVE_ERROR = 0.0325;

    private HllSketch sketch;

    /** Nothing counted yet. */
    public DistinctCount() {
        sketch = new HllSketch(LG_K, TgtHllType.HLL_8);
    }

    private DistinctCount(HllSketch sketch) {
        this.sketch = sketch;
    }

    /** Counts a subject; the token is a keyed hash, so its low half alone tells citizens apart. */
    public void add(long subjectLow) {
        sketch.update(subjectLow);
    }

    /** The estimate, rounded: a function of the registers alone, so the same after a restore. */
    public long estimate() {
        return Math.round(sketch.getCompositeEstimate());
    }

    /** Whether nothing was counted. */
    public boolean isEmpty() {
        return sketch.isEmpty();
    }

    /** Forgets everything. */
    void clear() {
        sketch = new HllSketch(LG_K, TgtHllType.HLL_8);
    }

    /** The union of the given counts, leaving them as they are. */
    static DistinctCount union(Iterable<DistinctCount> parts) {
        Union union = new Union(LG_K);
        for (DistinctCount part : parts) {
            if (!part.isEmpty()) {
                union.update(part.sketch);
            }
        }
        return new DistinctCount(union.getResult(TgtHllType.HLL_8));
    }

    /** Bytes to keep. */
    public byte[] toBytes() {
        // Half the size of the live form; what is read back estimates the same.
        return sketch.copyAs(TgtHllType.HLL_4).toCompactByteArray();
    }

    /** Reads {@link #toBytes()}. */
    public static DistinctCount of(byte[] bytes) {
        return new DistinctCount(HllSketch.heapify(bytes).copyAs(TgtHllType.HLL_8));
    }
}
