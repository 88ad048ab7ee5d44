// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ops;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Browsers that showed a token. In this process alone: who is sent to another instance shows it again. Not thread-safe. */
final class Sessions {
    /** A long shift. */
    static final Duration LASTING = Duration.ofHours(12);

    /** Most at a time; the one opened first goes first. */
    static final int MOST = 1_000;

    private static final int BYTES = 32;

    private final LongSupplier millis;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> open = new LinkedHashMap<>();

    /** A token's hash, and until when it need not be shown again. */
    record Session(String hash, long expiresAt) {}

    Sessions(LongSupplier millis) {
        this.millis = millis;
    }

    /** A new session of the token with this hash: its id. */
    String open(String hash) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        open.put(id, new Session(hash, millis.getAsLong() + LASTING.toMillis()));
        if (open.size() > MOST) {
            Iterator<String> first = open.keySet().iterator();
            first.next();
            first.remove();
        }
        return id;
    }

    /** The session; null when there is none, or it is over. */
    @Nullable
    Session find(String id) {
        Session session = open.get(id);
        if (session != null && session.expiresAt <= millis.getAsLong()) {
            open.remove(id);
            return null;
        }
        return session;
    }

    void close(String id) {
        open.remove(id);
    }
}
