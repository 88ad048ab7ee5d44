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
 * {@code slots} strings of at most {@value #LONGEST} bytes (about 320 bytes of heap each at worst); when the 8 places
 * where a string could lie are taken, it takes one of them. Not thread-safe.
 */
final class Interner {
    /** Longest string that is kept, in bytes; a longer one is read anew each time. */
    static final int LONGEST = 128;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long MIX = 0x9E3779B97F4A7C15L;
    private static final int WAYS = 8;

    private final int[] hashes;
    private final byte[] @Nullable [] keys;
    private final @Nullable String[] values;
    private final int mask;

    /**
     * An empty one.
     *
     * @param slots most strings held, a power of two
     */
    Interner(int slots) {
        if (Integer.bitCount(slots) != 1 || slots < WAYS) {
            throw new IllegalArgumentException("slots = " + slots + ": must be a power of two, at least " + WAYS);
        }
        hashes = new int[slots];
        keys = new byte[slots][];
        values = new String[slots];
        mask = slots - 1;
    }

    /** The string of these bytes; the range must lie within the array. */
    String get(byte[] bytes, int from, int length) {
        if (length > LONGEST) {
            return new String(bytes, from, length, StandardCharsets.UTF_8);
        }
        int hash = hash(bytes, from, length);
        int free = hash & mask;
        for (int way = 0; way < WAYS; way++) {
            int slot = (hash + way) & mask;
            byte[] key = keys[slot];
            if (key == null) {
                free = slot;
                break;
            }
            String value = values[slot];
            if (hashes[slot] == hash
                    && value != null
                    && Arrays.equals(key, 0, key.length, bytes, from, from + length)) {
                return value;
            }
        }
        return put(free, hash, bytes, from, length);
    }

    /** How many strings are held. */
    int size() {
        return (int) Arrays.stream(values).filter(Objects::nonNull).count();
    }

    private String put(int slot, int hash, byte[] bytes, int from, int length) {
        String value = new String(bytes, from, length, StandardCharsets.UTF_8);
        hashes[slot] = hash;
        keys[slot] = Arrays.copyOfRange(bytes, from, from + length);
        values[slot] = value;
        return value;
    }

    private static int hash(byte[] bytes, int from, int length) {
        long hash = length * MIX;
        int at = from;
        int end = from + length;
        if (length >= Long.BYTES) {
            for (; at <= end - Long.BYTES; at += Long.BYTES) {
                hash = mix(hash, (long) WORD.get(bytes, at));
            }
            if (at < end) {
                hash = mix(hash, (long) WORD.get(bytes, end - Long.BYTES));
            }
        } else {
            long word = 0;
            for (; at < end; at++) {
                word = word << 8 | (bytes[at] & 0xff);
            }
            hash = mix(hash, word);
        }
        return finish(hash);
    }

    private static long mix(long hash, long word) {
        // A product spreads bits upwards only, and identifiers differ in their last characters, the upper bits.
        return Long.rotateLeft((hash ^ word) * MIX, 32);
    }

    private static int finish(long hash) {
        long mixed = (hash ^ hash >>> 32) * MIX;
        mixed = (mixed ^ mixed >>> 29) * MIX;
        return (int) (mixed >>> 32);
    }
}
