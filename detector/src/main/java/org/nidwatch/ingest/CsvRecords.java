// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Joins lines into CSV records, as a quoted value may hold line ends. A quote that nobody closes costs one line, not
 * the rest of the file: when no end is found within the bound, the first line is broken and reading goes on after it.
 */
final class CsvRecords implements Records {
    /** Most lines in one record. */
    static final int LINES = 1000;

    private final LineReader lines;
    private final byte delimiter;
    private final int limit;
    private final Line record = new Line();
    private final Deque<Line> held = new ArrayDeque<>();
    private boolean joined; // whether the present record is ours, not the reader's own line

    CsvRecords(LineReader lines, char delimiter, int limit) {
        this.lines = lines;
        this.delimiter = (byte) delimiter;
        this.limit = limit;
    }

    @Override
    public Line line() {
        return joined ? record : lines.line();
    }

    @Override
    public boolean next(boolean last) throws IOException {
        joined = false;
        if (held.isEmpty()) {
            if (!lines.next(last)) {
                return false;
            }
            Line line = lines.line();
            if (line.fault != null || !openAfter(line.bytes, line.from, line.length, false)) {
                return true;
            }
            hold(line);
        }
        while (true) {
            int count = closedAfter();
            if (count > 0) {
                join(count);
                return true;
            }
            if (held.size() >= LINES || heldBytes() > limit) {
                breakFirst();
                return true;
            }
            if (lines.next(last)) {
                hold(lines.line());
            } else if (last) {
                breakFirst();
                return true;
            } else {
                return false;
            }
        }
    }

    private void hold(Line line) {
        held.add(line.copy());
    }

    private int heldBytes() {
        int total = 0;
        for (Line line : held) {
            total += line.bytes.length + 1;
        }
        return total;
    }

    /** How many of the held lines make one record; 0 when its end is not among them. */
    private int closedAfter() {
        int count = 0;
        boolean open = false;
        for (Line line : held) {
            if (line.fault != null) {
                return count == 0 ? 1 : 0;
            }
            open = openAfter(line.bytes, 0, line.bytes.length, open);
            count++;
            if (!open) {
                return count;
            }
        }
        return 0;
    }

    /** Whether a quoted value is open at the end of these bytes. */
    private boolean openAfter(byte[] bytes, int from, int length, boolean openBefore) {
        boolean open = openBefore;
        boolean mayOpen = !openBefore; // at a value's start, or on the second half of a doubled quote
        for (int i = from; i < from + length; i++) {
            byte b = bytes[i];
            if (open) {
                open = b != '"';
                mayOpen = !open;
            } else if (b == '"' && mayOpen) {
                open = true;
            } else {
                mayOpen = b == delimiter;
            }
        }
        return open;
    }

    private void join(int count) {
        Line first = held.element();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        long end = first.end;
        for (int i = 0; i < count; i++) {
            Line line = held.remove();
            if (i > 0) {
                bytes.write('\n');
            }
            bytes.writeBytes(line.bytes);
            end = line.end;
        }
        place(first, bytes.toByteArray(), end);
        record.fault = first.fault;
        record.lines = count;
    }

    private void breakFirst() {
        Line first = held.remove();
        place(first, first.bytes, first.end);
        record.fault = "a quoted value is not closed within " + LINES + " lines and " + limit + " bytes";
    }

    private void place(Line first, byte[] bytes, long end) {
        record.set(bytes, 0, bytes.length);
        record.offset = first.offset;
        record.end = end;
        record.number = first.number;
        joined = true;
    }
}
