// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.alert;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Names an alert by what it is about, so that a replay gives it the same id: UUID version 5 (RFC 9562, SHA-1). */
final class AlertId {
    private static final UUID NAMESPACE = UUID.fromString("6f1d7f0e-5a0b-5c1e-9d2b-4e69647761ab");

    private AlertId() {}

    static UUID of(String organisationId, Scope scope, @Nullable String credentialId, long episodeStart) {
        return of(organisationId, scope, credentialId, episodeStart, "");
    }

    /** @param about tells apart alerts that are no episodes; empty for an episode */
    static UUID of(String organisationId, Scope scope, @Nullable String credentialId, long episodeStart, String about) {
        // Length-prefixed parts, so that no two different episodes spell the same name.
        String name = organisationId.length() + ":" + organisationId + "|" + scope + "|"
                + (credentialId == null ? "" : credentialId.length() + ":" + credentialId) + "|" + episodeStart
                + (about.isEmpty() ? "" : "|" + about);
        return version5(name.getBytes(StandardCharsets.UTF_8));
    }

    private static UUID version5(byte[] name) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(ByteBuffer.allocate(16)
                    .putLong(NAMESPACE.getMostSignificantBits())
                    .putLong(NAMESPACE.getLeastSignificantBits())
                    .array());
            ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name));
            long high = (hash.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x5000L;
            long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
            return new UUID(high, low);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
