// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.window;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes state as bytes: variable-length numbers, zig-zag for signed ones. The first byte of a chunk is its version. */
public final class StateWriter {
    private byte[] bytes = new byte[256];
    private int length;

    /** Starts a new chunk of the given format version. */
    public StateWriter start(int version) {
        length = 0;
        return raw(version);
    }

    /** One byte. */
    public StateWriter raw(int value) {
        room(1);
        bytes[length++] = (byte) value;
        return this;
    }

    /** A number that is not negative, 1 to 10 bytes. */
    public StateWriter count(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return this;
    }

    /** Any number, 1 to 10 bytes. */
    public StateWriter number(long value) {
        return count(value << 1 ^ value >> 63);
    }

    /** 8 bytes as they are. */
    public StateWriter fixed(long value) {
        room(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    /** 4 bytes as they are. */
    public StateWriter word(int value) {
        room(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    /** A floating-point number, 8 bytes. */
    public StateWriter real(double value) {
        return fixed(Double.doubleToRawLongBits(value));
    }

    /** A floating-point number of single precision, 4 bytes. */
    public StateWriter small(float value) {
        return word(Float.floatToRawIntBits(value));
    }

    /** The upper half of a floating-point number of single precision, 2 bytes: as it is if it went through {@link #halved}. */
    public StateWriter half(float value) {
        int bits = Float.floatToRawIntBits(value);
        return raw(bits >>> 24).raw(bits >>> 16);
    }

    /** A number as near as 8 significant bits come, within 0.2 %: what is kept so is reckoned with so, before and after. */
    public static float halved(double value) {
        return Float.intBitsToFloat(Float.floatToRawIntBits((float) value) + 0x8000 & 0xFFFF0000);
    }

    /** A text in UTF-8 with its length. */
    public StateWriter text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes with their length. */
    public StateWriter bytes(byte[] value) {
        count(value.length);
        room(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
        return this;
    }

    /** A copy of what was written. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
