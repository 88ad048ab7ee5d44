// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The records of one log, in order, as queries and as bad lines; nothing is dropped silently. Memory is bounded by
 * 4,096 times the longest record: so many are read ahead. Not thread-safe.
 */
public final class QueryLines implements Iterator<ParsedLine>, AutoCloseable {
    /** The name of standard input. */
    public static final String STANDARD_INPUT = "-";

    private static final int GZIP_BUFFER = 1 << 16;

    private final RecordStream records;
    private final Counted counted;
    private final long size;
    private final String name;
    private @Nullable ReadAhead ahead;
    private List<ParsedLine> read = List.of();
    private int at;
    private boolean ended;

    private QueryLines(String name, InputStream in, boolean packed, long size, ReadOptions options) throws IOException {
        this.name = name;
        this.size = size;
        counted = new Counted(in);
        InputStream plain = packed ? new GZIPInputStream(counted, GZIP_BUFFER) : counted;
        records = new RecordStream(plain, options, options.readMapping());
    }

    /**
     * Opens a log; names that end in {@code .gz} are unpacked.
     *
     * @param source a file, or {@code -} for standard input
     * @throws IngestException when it cannot be opened, or the mapping file is wrong
     */
    public static QueryLines open(String source, ReadOptions options) {
        if (source.equals(STANDARD_INPUT)) {
            return of("standard input", System.in, options);
        }
        Path file = Path.of(source);
        if (!Files.exists(file)) {
            throw new IngestException("log " + file + " does not exist");
        }
        if (Files.isDirectory(file)) {
            throw new IngestException("log " + file + " is a folder; give one file (or pipe several in: cat ... | -)");
        }
        boolean packed = packed(file);
        InputStream in;
        try {
            in = Files.newInputStream(file);
        } catch (IOException e) {
            throw new IngestException("log " + file + " cannot be opened: no right to read it?");
        }
        try {
            return new QueryLines(source, in, packed, Files.size(file), options);
        } catch (IOException e) {
            close(in);
            throw new IngestException("log " + file + " cannot be read: "
                    + (packed ? "it is no gzip file, or is cut short" : "reading fails"));
        } catch (RuntimeException e) {
            close(in);
            throw e;
        }
    }

    /** Reads a stream from its start. */
    public static QueryLines of(String name, InputStream in, ReadOptions options) {
        try {
            return new QueryLines(name, in, false, -1, options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean packed(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
    }

    private static void close(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            // The first error is told.
        }
    }

    /** Whether there is another record; throws {@link IngestException} when the source breaks off. */
    @Override
    public boolean hasNext() {
        if (at == read.size() && !ended) {
            at = 0;
            read = more();
            ended = read.isEmpty();
        }
        return !ended;
    }

    private List<ParsedLine> more() {
        if (ahead == null) {
            ahead = new ReadAhead(() -> records.next(true));
        }
        try {
            return ahead.next();
        } catch (EOFException | ZipException e) {
            throw new IngestException("log " + name + ": the gzip data is broken or cut short after "
                    + records.tally().read() + " records; what was read so far is good");
        } catch (IOException e) {
            throw new UncheckedIOException("log " + name + " cannot be read on", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IngestException("log " + name + ": reading was interrupted");
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e); // the source throws no other
        }
    }

    @Override
    public ParsedLine next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return read.get(at++);
    }

    /** What was read; whole only after the last record. */
    public Tally tally() {
        return records.tally();
    }

    /** Bytes taken from the file so far (packed ones, where it is packed). */
    public long bytesRead() {
        return counted.count.get();
    }

    /** Size of the file in bytes; -1 when it is not known. */
    public long size() {
        return size;
    }

    @Override
    public void close() {
        if (ahead != null) {
            ahead.close();
        }
        try {
            records.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Counted extends FilterInputStream {
        // Written by the reading thread, shown by another.
        private final AtomicLong count = new AtomicLong();

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count.addAndGet(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int read = super.read(target, from, length);
            count.addAndGet(Math.max(0, read));
            return read;
        }
    }
}
