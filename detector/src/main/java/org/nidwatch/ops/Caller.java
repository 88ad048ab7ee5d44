// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ops;

import org.jspecify.annotations.Nullable;

/** Whose request it is. */
public final class Caller {
    /** How it was known. */
    public enum Way {
        /** There are no tokens: whoever reaches the port. */
        NONE,
        /** An access token. */
        TOKEN,
        /** A session's cookie. */
        SESSION
    }

    private final @Nullable String name;
    private final Role role;
    private final Way way;
    private final String key;
    private final @Nullable Long expiresAt;

    Caller(@Nullable String name, Role role, Way way, String key, @Nullable Long expiresAt) {
        this.name = name;
        this.role = role;
        this.way = way;
        this.key = key;
        this.expiresAt = expiresAt;
    }

    /** Who asks for what is open to all. */
    public static Caller nobody() {
        return new Caller(null, Role.VIEWER, Way.NONE, "", null);
    }

    /** The token's name; null when there are no tokens. */
    public @Nullable String name() {
        return name;
    }

    public Role role() {
        return role;
    }

    public Way way() {
        return way;
    }

    /** When the session ends, milliseconds since the epoch; null when it is none. */
    public @Nullable Long expiresAt() {
        return expiresAt;
    }

    /** The token's hash, or the session's id. */
    String key() {
        return key;
    }
}
