// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.embedded;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The book on disk: written whole beside the old one, forced, then moved over it, so that a kill leaves one or the other. */
final class RegistryFile implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path folder;
    private final Path file;
    private final FileChannel lockChannel;

    /** Creates the folder if need be and keeps others out of it. */
    RegistryFile(Path folder) throws IOException {
        this.folder = folder;
        file = folder.resolve("registry.json");
        Files.createDirectories(folder);
        lockChannel =
                FileChannel.open(folder.resolve("registry.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked()) {
            lockChannel.close();
            throw new IOException(
                    folder + " is in use by another embedded registry: stop that one, or set another data.dir");
        }
    }

    private boolean locked() throws IOException {
        try {
            FileLock lock = lockChannel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    RegistryBook read() throws IOException {
        if (!Files.exists(file)) {
            return new RegistryBook();
        }
        try {
            return JSON.readValue(Files.readAllBytes(file), RegistryBook.class);
        } catch (JacksonException e) {
            throw new IOException(
                    file + " is not a registry's file: restore it, or move it away to start with an empty registry", e);
        }
    }

    void write(RegistryBook book) throws IOException {
        Path next = folder.resolve("registry.json.next");
        try (FileChannel out = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(book));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        // The move itself must reach the disk, too.
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        lockChannel.close();
    }
}
