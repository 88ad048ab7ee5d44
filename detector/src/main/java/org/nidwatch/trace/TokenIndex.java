// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.trace;

import org.nidwatch.intake.Token;

/**
 * From a token to a small number, in open addressing over primitives: a look is one probe or two and allocates nothing.
 * Tokens are keyed hashes, so their own bits are the hash. Bounded by what was put in; half of the slots stay empty.
 */
final class TokenIndex {
    /** What is answered for a token that is not in it. */
    static final int ABSENT = -1;

    private long[] highs;
    private long[] lows;
    private int[] values;
    private int size;

    /** An empty one with room for so many. */
    TokenIndex(int expected) {
        int slots = Integer.highestOneBit(Math.max(8, expected)) << 2;
        highs = new long[slots];
        lows = new long[slots];
        values = new int[slots];
    }

    /** The token's number, or {@link #ABSENT}. */
    int get(long high, long low) {
        int mask = highs.length - 1;
        int slot = (int) high & mask;
        // Nearly every token asked about is not here, and nearly every slot is empty: one load decides.
        while (values[slot] != 0) {
            if (highs[slot] == high && lows[slot] == low) {
                return values[slot] - 1;
            }
            slot = (slot + 1) & mask;
        }
        return ABSENT;
    }

    /** Gives a token a number, 0 or more; the first one stays. Answers the number that it has now. */
    int put(Token token, int value) {
        int known = get(token.high(), token.low());
        if (known != ABSENT) {
            return known;
        }
        if (2 * (size + 1) > highs.length) {
            grow();
        }
        insert(token.high(), token.low(), value + 1);
        size++;
        return value;
    }

    int size() {
        return size;
    }

    private void insert(long high, long low, int stored) {
        int mask = highs.length - 1;
        int slot = (int) high & mask;
        while (values[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        highs[slot] = high;
        lows[slot] = low;
        values[slot] = stored;
    }

    private void grow() {
        long[] oldHighs = highs;
        long[] oldLows = lows;
        int[] oldValues = values;
        highs = new long[oldHighs.length * 2];
        lows = new long[highs.length];
        values = new int[highs.length];
        for (int i = 0; i < oldHighs.length; i++) {
            if (oldValues[i] != 0) {
                insert(oldHighs[i], oldLows[i], oldValues[i]);
            }
        }
    }
}
