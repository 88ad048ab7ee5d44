// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Standard input. A thread of its own waits for bytes, so that what has come can be sent while nothing more comes. At
 * most 16 chunks of 64 KiB wait.
 */
final class StreamSource implements Source {
    private static final int CHUNK = 1 << 16;
    private static final int CHUNKS = 16;
    private static final long PATIENCE_MILLIS = 100;

    private final RecordStream records;
    private final Pumped pumped;

    StreamSource(InputStream in, ReadOptions options, @Nullable Mapping mapping) {
        pumped = new Pumped(in);
        records = new RecordStream(pumped, options, mapping);
    }

    @Override
    public @Nullable ParsedLine next() throws IOException {
        ParsedLine line = records.next(false);
        return line == null && pumped.ended ? records.next(true) : line;
    }

    @Override
    public boolean ended() {
        return pumped.ended;
    }

    @Override
    public void await() {
        // next() has waited already.
    }

    @Override
    public Checkpoint.@Nullable Place place() {
        return null;
    }

    @Override
    public String name() {
        return QueryLines.STANDARD_INPUT;
    }

    @Override
    public Tally tally() {
        return records.tally();
    }

    @Override
    public @Nullable Extent extent() {
        return null;
    }

    @Override
    public void close() {
        pumped.thread.interrupt();
    }

    /** Bytes as they come; says 0 when none came for a moment. */
    private static final class Pumped extends InputStream {
        private final BlockingQueue<byte[]> chunks = new ArrayBlockingQueue<>(CHUNKS);
        private final Thread thread;
        private volatile @Nullable IOException failure;
        private byte[] present = {};
        private int at;
        private boolean ended;

        Pumped(InputStream in) {
            thread = new Thread(() -> pump(in), "standard-input");
            thread.setDaemon(true);
            thread.start();
        }

        private void pump(InputStream in) {
            try {
                byte[] buffer = new byte[CHUNK];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (read > 0) {
                        chunks.put(java.util.Arrays.copyOf(buffer, read));
                    }
                }
                chunks.put(new byte[0]);
            } catch (IOException e) {
                failure = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("read in chunks");
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            if (at == present.length && !ended) {
                fetch();
            }
            if (ended) {
                return -1;
            }
            int count = Math.min(length, present.length - at);
            System.arraycopy(present, at, target, from, count);
            at += count;
            return count;
        }

        private void fetch() throws IOException {
            try {
                byte[] chunk = chunks.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                IOException broken = failure;
                if (chunk == null && broken != null) {
                    throw broken;
                }
                if (chunk != null) {
                    present = chunk;
                    at = 0;
                    ended = chunk.length == 0;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                ended = true;
            }
        }
    }
}
