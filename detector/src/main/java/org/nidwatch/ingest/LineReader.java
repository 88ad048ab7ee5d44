// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream into lines and knows where each lies. Memory is bounded: a line longer than the limit is passed over
 * and delivered as a fault. A last line without its end is kept until the end comes, or until the caller says that no
 * more will come.
 */
final class LineReader implements Records, Closeable {
    private static final int CHUNK = 1 << 16;

    private final InputStream in;
    private final int limit;
    private final Line line = new Line();
    private byte[] buffer = new byte[2 * CHUNK];
    private int start; // of the line under way
    private int scanned; // no line end before this
    private int filled;
    private long base; // offset of buffer[0]
    private long dropped; // bytes of the line under way that are no longer in the buffer
    private long number;

    /**
     * @param offset where the stream stands in its file
     * @param number how many lines lie before it
     * @param limit longest line, in bytes
     */
    LineReader(InputStream in, long offset, long number, int limit) {
        this.in = in;
        this.base = offset;
        this.number = number;
        this.limit = limit;
    }

    @Override
    public Line line() {
        return line;
    }

    @Override
    public boolean next(boolean last) throws IOException {
        while (true) {
            int end = lineEnd();
            if (end >= 0) {
                deliver(end, end + 1);
                return true;
            }
            if (filled - start > limit) {
                dropped += filled - start;
                start = filled;
            }
            if (!fill()) {
                if (!last || (start == filled && dropped == 0)) {
                    return false;
                }
                deliver(filled, filled);
                return true;
            }
        }
    }

    private int lineEnd() {
        for (int i = scanned; i < filled; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        scanned = filled;
        return -1;
    }

    private void deliver(int end, int next) {
        int stop = end > start && buffer[end - 1] == '\r' && next > end ? end - 1 : end;
        line.set(buffer, start, stop - start);
        line.offset = base + start - dropped;
        line.end = base + next;
        line.number = ++number;
        line.fullLength = stop - start + dropped;
        if (line.fullLength > limit) {
            line.length = 0;
            line.fault = "the line is longer than " + limit + " bytes";
        }
        start = next;
        scanned = next;
        dropped = 0;
    }

    private boolean fill() throws IOException {
        if (buffer.length - filled < CHUNK) {
            makeRoom();
        }
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read <= 0) {
            return false;
        }
        filled += read;
        return true;
    }

    private void makeRoom() {
        int kept = filled - start;
        byte[] target = kept + CHUNK > buffer.length ? new byte[Math.max(2 * buffer.length, kept + CHUNK)] : buffer;
        System.arraycopy(buffer, start, target, 0, kept);
        buffer = target;
        base += start;
        scanned -= start;
        filled = kept;
        start = 0;
    }

    /** Bytes of a line whose end has not come yet. */
    byte[] pending() {
        return Arrays.copyOfRange(buffer, start, filled);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
