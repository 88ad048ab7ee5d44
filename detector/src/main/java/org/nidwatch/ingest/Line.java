// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One record's bytes and where they lie. Reused: valid until the next record is asked for. */
final class Line {
    private static final Charset WESTERN = Charset.forName("windows-1252");

    byte[] bytes = {};
    int from;
    int length;

    /** Where the record starts in its (unpacked) file. */
    long offset;

    /** Where the next record starts. */
    long end;

    /** Number of its first line in its file, from 1. */
    long number;

    /** How many lines it spans. */
    int lines;

    /** Length in bytes, also where the bytes themselves were dropped. */
    long fullLength;

    /** Why the record is broken already as bytes; null when it is not. */
    @Nullable
    String fault;

    /** Whether {@link #text()} had to read it as something else than UTF-8. */
    boolean recoded;

    void set(byte[] newBytes, int newFrom, int newLength) {
        bytes = newBytes;
        from = newFrom;
        length = newLength;
        fullLength = newLength;
        lines = 1;
        fault = null;
        recoded = false;
    }

    /**
     * The record as text. What is not UTF-8 is taken for Windows-1252: its ASCII fields are read as well, so that one
     * wrongly encoded name does not lose a query.
     */
    String text() {
        String text = new String(bytes, from, length, StandardCharsets.UTF_8);
        if (text.indexOf('\ufffd') < 0 || utf8()) {
            return text;
        }
        recoded = true;
        return new String(bytes, from, length, WESTERN);
    }

    private boolean utf8() {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    boolean blank() {
        for (int i = from; i < from + length; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != 0) {
                return false;
            }
        }
        return fault == null;
    }

    boolean startsWith(int... start) {
        if (length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if ((bytes[from + i] & 0xff) != start[i]) {
                return false;
            }
        }
        return true;
    }

    boolean same(byte[] other) {
        return length == other.length && Arrays.equals(bytes, from, from + length, other, 0, other.length);
    }

    /** A line of its own that stays when this one moves on. */
    Line copy() {
        Line copy = new Line();
        copy.set(copyBytes(), 0, length);
        copy.offset = offset;
        copy.end = end;
        copy.number = number;
        copy.fullLength = fullLength;
        copy.fault = fault;
        return copy;
    }

    byte[] copyBytes() {
        return Arrays.copyOfRange(bytes, from, from + length);
    }
}
