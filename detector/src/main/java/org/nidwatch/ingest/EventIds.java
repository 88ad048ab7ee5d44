// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Token;
import org.nidwatch.intake.Tokeniser;

/**
 * Event ids for lines that bring none: a UUID (version 8) of the line's bytes and its place in the file, so a second
 * reading gives the same and equal lines still differ. Keyed where there is a key, since the other parts of a line are
 * known and a plain hash would give its number away to whoever tries all of them.
 */
final class EventIds {
    /** Stands for the place where an id is made from a given id. */
    private static final long GIVEN = -1;

    private static final int UUID_LENGTH = 36;
    private final @Nullable Tokeniser tokeniser;
    private final MessageDigest plain;

    EventIds(@Nullable Tokeniser tokeniser) {
        this.tokeniser = tokeniser;
        try {
            plain = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    String of(Line line) {
        return uuid(line.offset, line.bytes, line.from, line.length);
    }

    /** The given id when it is a UUID already; else one made from it, as anything could be in it. */
    String of(String given) {
        if (uuid(given)) {
            return given;
        }
        byte[] bytes = given.getBytes(StandardCharsets.UTF_8);
        return uuid(GIVEN, bytes, 0, bytes.length);
    }

    private static boolean uuid(String text) {
        if (text.length() != UUID_LENGTH) {
            return false;
        }
        for (int i = 0; i < UUID_LENGTH; i++) {
            char c = text.charAt(i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? c != '-' : c > 'f' || Character.digit(c, 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private String uuid(long position, byte[] bytes, int from, int length) {
        Token hash = hash(position, bytes, from, length);
        long high = (hash.high() & ~0xf000L) | 0x8000L;
        long low = (hash.low() & ~(3L << 62)) | (2L << 62);
        return new UUID(high, low).toString();
    }

    private Token hash(long position, byte[] bytes, int from, int length) {
        if (tokeniser != null) {
            return tokeniser.line(position, bytes, from, length);
        }
        plain.update(ByteBuffer.allocate(Long.BYTES).putLong(0, position));
        plain.update(bytes, from, length);
        return Token.of(plain.digest());
    }
}
