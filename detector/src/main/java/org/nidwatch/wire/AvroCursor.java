// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A place in Avro bytes. Every move is checked against the end, so broken bytes end in {@link UnreadableException} and in
 * nothing else, and no length from the bytes is believed before it is known to fit.
 */
final class AvroCursor {
    private static final VarHandle BIG_ENDIAN_LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Items of no width (an array of nulls) that one record may have, besides one item a byte. */
    private static final int FREE_ITEMS = 65_536;

    byte[] bytes = new byte[0];
    int at;
    private int end;
    private int itemsLeft;

    void start(byte[] value, int from) {
        bytes = value;
        at = from;
        end = value.length;
        itemsLeft = value.length + FREE_ITEMS;
    }

    boolean atEnd() {
        return at == end;
    }

    long readLong() {
        if (at < end) {
            byte first = bytes[at];
            if (first >= 0) {
                at++;
                int small = (first >>> 1) ^ -(first & 1);
                return small;
            }
        }
        return readLongSlowly();
    }

    private long readLongSlowly() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (at >= end) {
                throw UnreadableException.undecodable();
            }
            byte b = bytes[at++];
            value |= (b & 0x7fL) << shift;
            if (b >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw UnreadableException.undecodable();
    }

    int readInt() {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            if (at >= end) {
                throw UnreadableException.undecodable();
            }
            byte b = bytes[at++];
            value |= (b & 0x7f) << shift;
            if (b >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw UnreadableException.undecodable();
    }

    /** An enum's or union's number, which must lie within [0, count). */
    int readIndex(int count) {
        int index = readInt();
        if (index < 0 || index >= count) {
            throw UnreadableException.undecodable();
        }
        return index;
    }

    /** The length in front of a string or bytes; they are known to lie within the record. */
    int readLength() {
        long length = readLong();
        if (length < 0 || length > end - at) {
            throw UnreadableException.undecodable();
        }
        return (int) length;
    }

    /** The 8 bytes at this place; the caller has checked that they are there. */
    long bigEndianLong(int from) {
        return (long) BIG_ENDIAN_LONG.get(bytes, from);
    }

    void skip(long count) {
        if (count < 0 || count > end - at) {
            throw UnreadableException.undecodable();
        }
        at += (int) count;
    }

    /** Counts one item or inner record, so that a huge count of things without width cannot keep us busy. */
    void item() {
        if (--itemsLeft < 0) {
            throw UnreadableException.undecodable();
        }
    }
}
