// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.federation;

import java.util.Arrays;
import java.util.List;

/**
 * Samples of citizens by hash: the smallest k of a set ("bottom-k", Cohen and Kaplan 2007). What two sets have in common is
 * found in both samples as often as in the sets, since the same hashes are small everywhere. Rising, unsigned.
 */
final class Sample {
    private Sample() {}

    static long[] of(List<Long> hashes) {
        return hashes.stream().mapToLong(Long::longValue).toArray();
    }

    static List<Long> boxed(long[] hashes) {
        return Arrays.stream(hashes).boxed().toList();
    }

    /** The smallest of both, at most {@link OrganisationDigest#SAMPLE}. */
    static long[] merge(long[] one, long[] other) {
        long[] merged = new long[Math.min(OrganisationDigest.SAMPLE, one.length + other.length)];
        int size = 0;
        int i = 0;
        int j = 0;
        while (size < merged.length && (i < one.length || j < other.length)) {
            int order = i == one.length ? 1 : j == other.length ? -1 : Long.compareUnsigned(one[i], other[j]);
            merged[size++] = order <= 0 ? one[i] : other[j];
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return Arrays.copyOf(merged, size);
    }
}
