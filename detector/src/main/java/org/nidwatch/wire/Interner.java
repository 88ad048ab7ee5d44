// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gives the same String for the same UTF-8 bytes, without allocating when it was seen before. Bounded: it holds at most
 * {@code slots} strings of at most {@value #LONGEST} bytes, 36 bytes of heap for each slot and at worst 300 for each
 * string held; when the 8 places where a string could lie are taken, it takes the first of them. It starts small and
 * doubles when half of it is taken or a string finds no place: a table that is no larger than need be stays in the processor's cache. Not
 * thread-safe.
 *
 * <p>Looking up is most of the work of reading a query, and most of that is waiting for memory: so bytes are hashed and
 * compared eight at a time, and a short string's bytes lie in the table itself, in half a cache line.
 */
final class Interner {
    /** Longest string that is kept, in bytes; a longer one is read anew each time. */
    static final int LONGEST = 128;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MIX = 0x9E3779B97F4A7C15L;
    private static final int WAYS = 8;
    private static final int FIRST = 64;

    /** Words of a slot: the tag, then the first 24 bytes. */
    private static final int STRIDE = 4;

    private static final int INLINE_WORDS = STRIDE - 1;

    /** Slot after slot; a tag is never 0, so 0 is an empty slot. */
    private long[] table;

    /** Bytes after the first 24, for the strings that have them. */
    private long[] @Nullable [] rests;

    private @Nullable String[] values;
    private final int most;
    private int mask;
    private int held;

    /**
     * An empty one.
     *
     * @param slots most strings held, a power of two
     */
    Interner(int slots) {
        if (Integer.bitCount(slots) != 1 || slots < WAYS) {
            throw new IllegalArgumentException("slots = " + slots + ": must be a power of two, at least " + WAYS);
        }
        most = slots;
        int first = Math.min(FIRST, slots);
        table = new long[first * STRIDE];
        rests = new long[first][];
        values = new String[first];
        mask = first - 1;
    }

    /** The string of these bytes; the range must lie within the array. */
    String get(byte[] bytes, int from, int length) {
        if (length > LONGEST) {
            return new String(bytes, from, length, StandardCharsets.UTF_8);
        }
        long hash = hash(bytes, from, length);
        long tag = Long.MIN_VALUE | hash & ~0xffL | length;
        int home = (int) (hash >>> 32) & mask;
        int free = home;
        for (int way = 0; way < WAYS; way++) {
            int slot = (home + way) & mask;
            long there = table[slot * STRIDE];
            if (there == tag && same(slot, bytes, from, length)) {
                return Objects.requireNonNull(values[slot]);
            }
            if (there == 0) {
                free = slot;
                break;
            }
        }
        boolean taken = table[free * STRIDE] != 0;
        if ((taken || 2 * held > mask) && mask + 1 < most) {
            grow();
            return get(bytes, from, length);
        }
        return put(free, tag, bytes, from, length);
    }

    private void grow() {
        long[] oldTable = table;
        long[] @Nullable [] oldRests = rests;
        @Nullable String[] oldValues = values;
        int slots = 2 * oldValues.length;
        table = new long[slots * STRIDE];
        rests = new long[slots][];
        values = new String[slots];
        mask = slots - 1;
        held = 0;
        for (int old = 0; old < oldValues.length; old++) {
            long tag = oldTable[old * STRIDE];
            if (tag != 0) {
                int slot = free((int) (tag >>> 32) & mask);
                System.arraycopy(oldTable, old * STRIDE, table, slot * STRIDE, STRIDE);
                rests[slot] = oldRests[old];
                held += values[slot] == null ? 1 : 0;
                values[slot] = oldValues[old];
            }
        }
    }

    private int free(int home) {
        for (int way = 0; way < WAYS; way++) {
            int slot = (home + way) & mask;
            if (table[slot * STRIDE] == 0) {
                return slot;
            }
        }
        return home;
    }

    /** How many strings are held. */
    int size() {
        return (int) Arrays.stream(values).filter(Objects::nonNull).count();
    }

    private String put(int slot, long tag, byte[] bytes, int from, int length) {
        String value = new String(bytes, from, length, StandardCharsets.UTF_8);
        int words = words(length);
        long[] rest = words > INLINE_WORDS ? new long[words - INLINE_WORDS] : null;
        for (int i = 0; i < words; i++) {
            long word = word(bytes, from + (i << 3), length - (i << 3));
            if (i < INLINE_WORDS || rest == null) {
                table[slot * STRIDE + 1 + i] = word;
            } else {
                rest[i - INLINE_WORDS] = word;
            }
        }
        table[slot * STRIDE] = tag;
        rests[slot] = rest;
        held += values[slot] == null ? 1 : 0;
        values[slot] = value;
        return value;
    }

    private boolean same(int slot, byte[] bytes, int from, int length) {
        int words = words(length);
        int inline = Math.min(words, INLINE_WORDS);
        for (int i = 0; i < inline; i++) {
            if (table[slot * STRIDE + 1 + i] != word(bytes, from + (i << 3), length - (i << 3))) {
                return false;
            }
        }
        long[] rest = words > INLINE_WORDS ? rests[slot] : null;
        for (int i = INLINE_WORDS; rest != null && i < words; i++) {
            if (rest[i - INLINE_WORDS] != word(bytes, from + (i << 3), length - (i << 3))) {
                return false;
            }
        }
        return true;
    }

    private static int words(int length) {
        return (length + 7) >>> 3;
    }

    private static long hash(byte[] bytes, int from, int length) {
        long hash = length * MIX;
        for (int i = 0; i < length; i += Long.BYTES) {
            // A product spreads bits upwards only, and identifiers differ in their last characters, the upper bits.
            hash = Long.rotateLeft((hash ^ word(bytes, from + i, length - i)) * MIX, 32);
        }
        hash = (hash ^ hash >>> 32) * MIX;
        return (hash ^ hash >>> 29) * MIX;
    }

    /** The next 8 bytes, or as many as are left, with zeros for the rest. */
    private static long word(byte[] bytes, int at, int left) {
        if (at + Long.BYTES <= bytes.length) {
            long word = (long) WORD.get(bytes, at);
            return left >= Long.BYTES ? word : word & (1L << (left << 3)) - 1;
        }
        long word = 0;
        for (int i = Math.min(left, Long.BYTES) - 1; i >= 0; i--) {
            word = word << 8 | (bytes[at + i] & 0xff);
        }
        return word;
    }
}
