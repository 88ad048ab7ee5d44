// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file of bad lines, as JSON Lines: where each lies, why it is bad, and its masked start. Made when there is one,
 * for its owner only.
 */
final class Rejects implements Closeable {
    private static final Set<StandardOpenOption> OPEN =
            EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
    private static final String OWNER_ONLY = "rw-------";

    private final Path file;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private @Nullable FileChannel channel;

    Rejects(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    /** Cuts off what was written after the checkpoint: those lines are read again. */
    void cutTo(long length) throws IOException {
        if (Files.exists(file) && Files.size(file) > length) {
            opened().truncate(length);
        }
    }

    /** Takes a bad line; it is on disk after {@link #flush}. */
    void add(String log, ParsedLine.Bad bad) {
        try (JsonGenerator json = CanonicalJson.FACTORY.createGenerator(waiting)) {
            json.writeStartObject();
            json.writeStringField("file", log);
            json.writeNumberField("line", bad.lineNumber());
            json.writeNumberField("offset", bad.byteOffset());
            json.writeNumberField("length", bad.length());
            json.writeStringField("reason", bad.reason());
            json.writeStringField("text", bad.masked());
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
    }

    /** Writes what was taken; answers the file's length. */
    long flush() throws IOException {
        if (waiting.size() == 0) {
            return channel == null && !Files.exists(file) ? 0 : opened().size();
        }
        FileChannel target = opened();
        ByteBuffer bytes = ByteBuffer.wrap(waiting.toByteArray());
        target.position(target.size());
        while (bytes.hasRemaining()) {
            target.write(bytes);
        }
        target.force(false);
        waiting.reset();
        return target.size();
    }

    private FileChannel opened() {
        if (channel != null) {
            return channel;
        }
        try {
            FileChannel fresh = posix()
                    ? FileChannel.open(
                            file,
                            OPEN,
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)))
                    : FileChannel.open(file, OPEN);
            channel = fresh;
            if (posix()) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(OWNER_ONLY));
            }
            return fresh;
        } catch (IOException e) {
            throw new IngestException(
                    "the file for bad lines, " + file + ", cannot be written: name another one with --rejects FILE");
        }
    }

    private boolean posix() {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
