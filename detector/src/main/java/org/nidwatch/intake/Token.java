// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.intake;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/**
 * A keyed hash of a citizen's number or of its block: 16 bytes that say nothing without the key.
 *
 * @param high the first 8 bytes, big-endian
 * @param low the last 8 bytes, big-endian
 */
public record Token(long high, long low) {
    /** Length of a token in bytes. */
    public static final int BYTES = 16;

    /** Reads the first 16 of the given bytes; throws {@link IllegalArgumentException} when there are fewer. */
    public static Token of(byte[] bytes) {
        if (bytes.length < BYTES) {
            throw new IllegalArgumentException("a token has " + BYTES + " bytes, given " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Token(buffer.getLong(), buffer.getLong());
    }

    /** Reads 32 hex digits; throws {@link IllegalArgumentException} (without repeating the text) for anything else. */
    public static Token parse(String hex) {
        if (hex.length() != 2 * BYTES) {
            throw new IllegalArgumentException("a token is 32 hex digits, given " + hex.length() + " characters");
        }
        try {
            return of(HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException e) {
            // The text may be a raw number: it must not travel in a message.
            throw new IllegalArgumentException("a token is 32 hex digits, given something else");
        }
    }

    /** The 16 bytes. */
    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
    }

    /** The token as 32 hex digits. */
    public String hex() {
        return HexFormat.of().formatHex(bytes());
    }

    @Override
    public String toString() {
        return hex();
    }
}
