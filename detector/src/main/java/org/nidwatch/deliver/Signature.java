// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.deliver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a request as the Standard Webhooks convention has it, for which receivers have libraries: HMAC-SHA256 over
 * {@code id.timestamp.body}. The timestamp is that of the try, in seconds, so a receiver can refuse what is old.
 */
final class Signature {
    private static final int SMALLEST = 24;
    private static final int LARGEST = 4_096;
    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";
    private static final Set<PosixFilePermission> FOREIGN =
            Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);

    private final SecretKeySpec key;

    Signature(byte[] secret) {
        key = new SecretKeySpec(secret, ALGORITHM);
    }

    /**
     * With the secret of a file: its text as it stands, or Base64 after {@code whsec_}.
     *
     * @throws IOException when it cannot be used; the message says why, and nothing of what is in it
     */
    static Signature of(Path file) throws IOException {
        String where = "webhook.secret.file = " + file + ": ";
        byte[] raw;
        try {
            if (Files.size(file) > LARGEST) {
                throw new IOException(where + "is larger than " + LARGEST + " bytes: is it the right file?");
            }
            ownerOnly(file, where);
            raw = Files.readAllBytes(file);
        } catch (java.nio.file.NoSuchFileException e) {
            throw new IOException(where + "does not exist; make one with: (umask 077; openssl rand -hex 32 > FILE)");
        } catch (java.nio.file.AccessDeniedException e) {
            throw new IOException(where + "cannot be read: permission denied");
        }
        String text = new String(raw, StandardCharsets.UTF_8).strip();
        byte[] secret = text.startsWith(PREFIX)
                ? base64(text.substring(PREFIX.length()), where)
                : text.getBytes(StandardCharsets.UTF_8);
        if (secret.length < SMALLEST) {
            throw new IOException(where + "holds " + secret.length + " bytes; at least " + SMALLEST
                    + " are needed (make one with: openssl rand -hex 32)");
        }
        return new Signature(secret);
    }

    private static byte[] base64(String text, String where) throws IOException {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IOException(where + "what follows " + PREFIX + " is not Base64");
        }
    }

    /** A secret that an orchestrator mounts belongs to a group; nobody else may read it. */
    private static void ownerOnly(Path file, String where) throws IOException {
        try {
            if (Files.getPosixFilePermissions(file).stream().anyMatch(FOREIGN::contains)) {
                throw new IOException(where + "others could read or change it; run: chmod 600 " + file);
            }
        } catch (UnsupportedOperationException e) {
            // No POSIX modes here (Windows): nothing to check.
        }
    }

    /** The header's value. */
    String of(String id, long timestampSeconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update((id + "." + timestampSeconds + ".").getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has " + ALGORITHM, e);
        }
    }
}
