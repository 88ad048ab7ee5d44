// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.intake;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the key's bytes come from. The text, less white space at both ends, is read as hex when it is nothing but 32 or
 * more hex digits of even count, as Base64 after {@code base64:}, else its bytes are the key as they stand.
 */
final class TokenKey {
    /** Fewer bytes than this can be guessed. */
    static final int SMALLEST = 16;

    static final int LARGEST = 4096;
    private static final int GENERATED = 32;
    private static final String BASE64 = "base64:";
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private TokenKey() {}

    static byte[] read(Path file) {
        if (!Files.exists(file)) {
            throw new TokenKeyException("key file " + file
                    + " does not exist; make one with: (umask 077; openssl rand -hex 32 > " + file + ")");
        }
        if (!Files.isRegularFile(file)) {
            throw new TokenKeyException("key file " + file + " is not a file");
        }
        ownerOnly(file);
        try {
            if (Files.size(file) > LARGEST) {
                throw new TokenKeyException(
                        "key file " + file + " is larger than " + LARGEST + " bytes: is it the right file?");
            }
            return decode(Files.readAllBytes(file), "key file " + file);
        } catch (IOException e) {
            throw new TokenKeyException("key file " + file + " cannot be read by this user (user.name = "
                    + System.getProperty("user.name") + "); it must belong to it, with mode 0600");
        }
    }

    private static void ownerOnly(Path file) {
        Set<PosixFilePermission> permissions;
        try {
            permissions = Files.getPosixFilePermissions(file);
        } catch (UnsupportedOperationException e) {
            return; // No POSIX modes here (Windows): nothing to check.
        } catch (IOException e) {
            throw new TokenKeyException("the mode of key file " + file + " cannot be read");
        }
        for (PosixFilePermission permission : permissions) {
            if (OTHERS.contains(permission)) {
                throw new TokenKeyException("key file " + file + " has mode "
                        + PosixFilePermissions.toString(permissions)
                        + ": others than its owner could read or change it; run: chmod 600 " + file);
            }
        }
    }

    static byte[] decode(byte[] raw, String origin) {
        byte[] trimmed = trim(raw);
        byte @Nullable [] key = hex(trimmed);
        if (key == null) {
            key = base64(trimmed, origin);
        }
        if (key.length < SMALLEST) {
            throw new TokenKeyException(origin + " holds " + key.length + " bytes of key; at least " + SMALLEST
                    + " are needed (make one with: openssl rand -hex 32)");
        }
        return key;
    }

    private static byte @Nullable [] hex(byte[] text) {
        if (text.length < 2 * SMALLEST || text.length % 2 != 0) {
            return null;
        }
        for (byte character : text) {
            if (!HexFormat.isHexDigit(character)) {
                return null;
            }
        }
        return HexFormat.of().parseHex(new String(text, StandardCharsets.US_ASCII));
    }

    private static byte[] base64(byte[] text, String origin) {
        String start = new String(text, 0, Math.min(text.length, BASE64.length()), StandardCharsets.US_ASCII);
        if (!start.equals(BASE64)) {
            return text;
        }
        try {
            return Base64.getDecoder().decode(Arrays.copyOfRange(text, BASE64.length(), text.length));
        } catch (IllegalArgumentException e) {
            throw new TokenKeyException(origin + ": what follows base64: is not Base64");
        }
    }

    private static byte[] trim(byte[] raw) {
        int from = 0;
        int to = raw.length;
        while (from < to && white(raw[from])) {
            from++;
        }
        while (to > from && white(raw[to - 1])) {
            to--;
        }
        return Arrays.copyOfRange(raw, from, to);
    }

    private static boolean white(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    /** Writes a new random key, mode 0600; never over an existing file. */
    static void write(Path file) {
        byte[] key = new byte[GENERATED];
        new SecureRandom().nextBytes(key);
        byte[] text = (HexFormat.of().formatHex(key) + "\n").getBytes(StandardCharsets.US_ASCII);
        Arrays.fill(key, (byte) 0);
        try {
            create(file);
            Files.write(file, text, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new TokenKeyException("key file " + file
                    + " exists already: a new key in its place would make all earlier tokens worthless");
        } catch (NoSuchFileException e) {
            throw new TokenKeyException("key file " + file + " cannot be made: its folder does not exist");
        } catch (IOException e) {
            throw new TokenKeyException("key file " + file + " cannot be written: " + e.getMessage());
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    private static void create(Path file) throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        } catch (UnsupportedOperationException e) {
            Files.createFile(file);
        }
    }
}
