// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.window;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link StateWriter} wrote. Broken bytes are an {@link IllegalStateException}: state is ours alone. */
public final class StateReader {
    private final byte[] bytes;
    private final int version;
    private int position;

    /** Reads the chunk, whose first byte must be the version asked for. */
    public StateReader(byte[] bytes, int version) {
        this(bytes, version, version);
    }

    /** Reads the chunk, whose first byte must be a version between the two. */
    public StateReader(byte[] bytes, int oldest, int newest) {
        this.bytes = bytes;
        version = raw();
        if (version < oldest || version > newest) {
            throw new IllegalStateException("state of format version " + version + " met; this program reads version "
                    + (oldest == newest ? "" : oldest + " to ") + newest
                    + (version > newest ? ": start the newer program" : ": start the older program")
                    + ", or delete the state and replay");
        }
    }

    /** The version that the chunk is of. */
    public int version() {
        return version;
    }

    /** One byte, 0..255. */
    public int raw() {
        if (position >= bytes.length) {
            throw new IllegalStateException("state ends early at byte " + position);
        }
        return bytes[position++] & 0xFF;
    }

    /** A number that is not negative. */
    public long count() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = raw();
            value |= (long) (next & 0x7F) << shift;
            if ((next & 0x80) == 0) {
                return value;
            }
        }
        throw new IllegalStateException("state holds an endless number at byte " + position);
    }

    /** A number that is not negative and fits an int. */
    public int size() {
        long value = count();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new IllegalStateException("state holds an impossible size at byte " + position);
        }
        return (int) value;
    }

    /** A size that is at most so much; for what takes memory before it is read. */
    public int size(int most) {
        int value = size();
        if (value > most) {
            throw new IllegalStateException(
                    "state holds a size of " + value + " at byte " + position + ", at most " + most + " is possible");
        }
        return value;
    }

    /** Any number. */
    public long number() {
        long value = count();
        return value >>> 1 ^ -(value & 1);
    }

    /** 8 bytes as they are. */
    public long fixed() {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | raw();
        }
        return value;
    }

    /** 4 bytes as they are. */
    public int word() {
        return raw() << 24 | raw() << 16 | raw() << 8 | raw();
    }

    /** A floating-point number. */
    public double real() {
        return Double.longBitsToDouble(fixed());
    }

    /** A floating-point number of single precision. */
    public float small() {
        return Float.intBitsToFloat(word());
    }

    /** The upper half of a floating-point number of single precision. */
    public float half() {
        return Float.intBitsToFloat(raw() << 24 | raw() << 16);
    }

    /** A text. */
    public String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** Bytes with their length. */
    public byte[] bytes() {
        int size = size();
        if (size > bytes.length - position) {
            throw new IllegalStateException("state ends early at byte " + position);
        }
        position += size;
        return Arrays.copyOfRange(bytes, position - size, position);
    }

    /** Whether all has been read. */
    public boolean atEnd() {
        return position == bytes.length;
    }
}
