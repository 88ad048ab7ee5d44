// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.trace;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Where a run stands, in a file of mode 0600: encrypted and bound (AES-256-GCM) to the run's sample, span and topic, so that it
 * says nothing to anybody else and cannot be taken up by another run. Replaced as a whole, so that a kill leaves an old one.
 */
final class Checkpoint {
    private static final byte VERSION = 1;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final Path file;
    private final SecretKeySpec key;

    Checkpoint(Path file, RunIdentity run) {
        this.file = file;
        key = new SecretKeySpec(run.key(), "AES");
    }

    /**
     * What is kept.
     *
     * @param next of each partition the next offset to read
     * @param ends of each partition where it ended when the run began
     * @param oldest of each partition the oldest query met, milliseconds
     * @param records read so far
     * @param unreadable of these, records that are no queries
     * @param parts what was counted, {@link LookUps#write written}, one for each thread and earlier run
     */
    record Content(
            Map<Integer, Long> next,
            Map<Integer, Long> ends,
            Map<Integer, Long> oldest,
            long records,
            long unreadable,
            List<byte[]> parts) {}

    /** Null when there is none; throws {@link TraceException} when there is one of another run, or a broken one. */
    @Nullable
    Content read() throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        byte[] stored = Files.readAllBytes(file);
        if (stored.length < 1 + NONCE || stored[0] != VERSION) {
            throw foreign();
        }
        try {
            byte[] plain = cipher(Cipher.DECRYPT_MODE, Arrays.copyOfRange(stored, 1, 1 + NONCE))
                    .doFinal(stored, 1 + NONCE, stored.length - 1 - NONCE);
            return content(new DataInputStream(new ByteArrayInputStream(plain)));
        } catch (GeneralSecurityException e) {
            throw foreign();
        }
    }

    private TraceException foreign() {
        return new TraceException(file + " belongs to another sample, span or topic, or is broken: name another"
                + " --checkpoint, or start anew with --restart");
    }

    private static Content content(DataInputStream in) throws IOException {
        Map<Integer, Long> next = offsets(in);
        Map<Integer, Long> ends = offsets(in);
        Map<Integer, Long> oldest = offsets(in);
        long records = in.readLong();
        long unreadable = in.readLong();
        List<byte[]> parts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            byte[] part = new byte[in.readInt()];
            in.readFully(part);
            parts.add(part);
        }
        return new Content(next, ends, oldest, records, unreadable, parts);
    }

    private static Map<Integer, Long> offsets(DataInputStream in) throws IOException {
        Map<Integer, Long> offsets = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            offsets.put(in.readInt(), in.readLong());
        }
        return offsets;
    }

    void write(Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        write(out, content.next());
        write(out, content.ends());
        write(out, content.oldest());
        out.writeLong(content.records());
        out.writeLong(content.unreadable());
        out.writeInt(content.parts().size());
        for (byte[] part : content.parts()) {
            out.writeInt(part.length);
            out.write(part);
        }
        byte[] nonce = new byte[NONCE];
        new SecureRandom().nextBytes(nonce);
        ByteArrayOutputStream stored = new ByteArrayOutputStream();
        stored.write(VERSION);
        stored.write(nonce);
        try {
            stored.write(cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(bytes.toByteArray()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot encrypt", e);
        }
        replace(stored.toByteArray());
    }

    private static void write(DataOutputStream out, Map<Integer, Long> offsets) throws IOException {
        out.writeInt(offsets.size());
        for (Map.Entry<Integer, Long> each : offsets.entrySet()) {
            out.writeInt(each.getKey());
            out.writeLong(each.getValue());
        }
    }

    private void replace(byte[] stored) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try {
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (UnsupportedOperationException e) {
            Files.createFile(fresh); // No POSIX modes here (Windows).
        }
        Files.write(fresh, stored);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }
}
