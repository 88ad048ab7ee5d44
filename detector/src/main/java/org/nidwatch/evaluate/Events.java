// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate;

import org.nidwatch.evaluate.world.Counts;

/** The queries of one tick, honest and abusive, shuffled: counts made events again. Reused. */
final class Events {
    static final int ASKED = 1;
    static final int MISSED = 2;
    static final int FRESH = 4;
    static final int REPEAT = 8;
    static final int ABUSE = 16;
    static final int CREDENTIAL_SHIFT = 5;

    private int[] codes = new int[1_024];
    private int size;

    int size() {
        return size;
    }

    int code(int at) {
        return codes[at];
    }

    void clear() {
        size = 0;
    }

    /** Adds what the counts say of a tick. */
    void add(Counts counts, int tick, int flag) {
        int column = tick - counts.firstTick();
        if (column < 0 || column >= counts.ticks()) {
            return;
        }
        for (int row = 0; row < counts.credentials(); row++) {
            int queries = counts.queries()[row][column];
            if (queries > 0) {
                add(row, queries, counts, column, flag);
            }
        }
    }

    private void add(int row, int queries, Counts counts, int column, int flag) {
        int asked = counts.asked()[row][column];
        int missed = counts.missed()[row][column];
        int fresh = counts.fresh()[row][column];
        int repeats = counts.repeats()[row][column];
        if (size + queries > codes.length) {
            codes = java.util.Arrays.copyOf(codes, Math.max(2 * codes.length, size + queries));
        }
        int base = row << CREDENTIAL_SHIFT | flag;
        int repeated = 0;
        for (int i = 0; i < queries; i++) {
            int code = base;
            if (i < asked) {
                code |= ASKED;
                code |= i < missed ? MISSED : i < missed + fresh ? FRESH : 0;
                // Spread evenly, so that misses and found ones have their part.
                if ((long) (i + 1) * repeats / asked > repeated) {
                    repeated++;
                    code |= REPEAT;
                }
            }
            codes[size++] = code;
        }
    }

    /** Brings the queries into an order that follows from the seed alone. */
    void shuffle(long seed) {
        long state = seed;
        for (int i = size - 1; i > 0; i--) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            int other = (int) ((state >>> 33) * (i + 1) >>> 31);
            int kept = codes[i];
            codes[i] = codes[other];
            codes[other] = kept;
        }
    }
}
