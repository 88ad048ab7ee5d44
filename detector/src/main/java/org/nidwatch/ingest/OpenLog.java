// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** One file of a log, held open, so that it can be read to its end after it was renamed or deleted. */
final class OpenLog implements Closeable {
    private static final int GZIP_BUFFER = 1 << 16;

    private final Path path;
    private final String key;
    private final FileChannel channel;
    private final InputStream in;
    private final boolean packed;

    private OpenLog(Path path, String key, FileChannel channel, InputStream in, boolean packed) {
        this.path = path;
        this.key = key;
        this.channel = channel;
        this.in = in;
        this.packed = packed;
    }

    /** Opens a file at a place in its (unpacked) bytes. */
    static OpenLog open(Path path, long position) throws IOException {
        String key = key(path);
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        try {
            boolean packed = QueryLines.packed(path);
            InputStream in = Channels.newInputStream(channel);
            if (packed) {
                in = new GZIPInputStream(in, GZIP_BUFFER);
                in.skipNBytes(position);
            } else {
                channel.position(position);
            }
            return new OpenLog(path, key, channel, in, packed);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The file system's name for the file behind a path, which stays when the path changes. */
    static String key(Path path) throws IOException {
        Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return key == null ? "" : key.toString();
    }

    /** The first (unpacked) bytes of a file that nobody holds open. */
    static byte[] head(Path path, int length) throws IOException {
        try (OpenLog log = open(path, 0)) {
            return log.in.readNBytes(length);
        }
    }

    /** The first bytes, at most as many as asked for; does not move the reading. */
    byte[] head(int length) throws IOException {
        if (packed) {
            return head(path, length);
        }
        ByteBuffer head = ByteBuffer.allocate(length);
        while (head.hasRemaining()) {
            int read = channel.read(head, head.position());
            if (read <= 0) {
                break;
            }
        }
        return Arrays.copyOf(head.array(), head.position());
    }

    InputStream in() {
        return in;
    }

    Path path() {
        return path;
    }

    String key() {
        return key;
    }

    /** Bytes taken from the file so far, packed ones where it is packed. */
    long taken() throws IOException {
        return channel.position();
    }

    long size() throws IOException {
        return channel.size();
    }

    @Override
    public void close() throws IOException {
        in.close();
        channel.close();
    }
}
