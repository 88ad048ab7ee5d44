// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Token;
import org.nidwatch.intake.Tokeniser;

/**
 * Knows a log again by its first bytes, whatever it is called by now. Keyed where there is a key: the bytes may hold a
 * citizen's number, and the fingerprint goes into Kafka.
 */
final class Fingerprint {
    /** How many bytes tell one log from another: some lines. */
    static final int BYTES = 1024;

    private static final long HEAD = -2;
    private static final long CHECK = -3;
    private static final int CHECK_HEX = 8;
    private final @Nullable Tokeniser tokeniser;

    Fingerprint(@Nullable Tokeniser tokeniser) {
        this.tokeniser = tokeniser;
    }

    String of(byte[] head, int length) {
        return hash(HEAD, head, length).hex();
    }

    /** Differs between keys and tells nothing else of them. */
    String keyCheck() {
        return tokeniser == null ? "none" : hash(CHECK, new byte[0], 0).hex().substring(0, CHECK_HEX);
    }

    private Token hash(long kind, byte[] bytes, int length) {
        if (tokeniser != null) {
            return tokeniser.line(kind, bytes, 0, length);
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            return Token.of(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
