// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.nidwatch.ops.AccessTokens.Entry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says who may come in: whose token is right, and how many requests a minute. A changed file holds within 5 seconds; one that
 * cannot be read any more leaves those in force that were. Thread-safe.
 */
final class Doorkeeper {
    /** Answers of HTTP. */
    static final int OK = 200;

    static final int UNAUTHORISED = 401;
    static final int FORBIDDEN = 403;
    static final int TOO_MANY = 429;

    private static final Logger LOG = LoggerFactory.getLogger(Doorkeeper.class);
    private static final String BEARER = "Bearer ";
    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final long LOOK_NANOS = 5_000_000_000L;

    private final @Nullable Path file;
    private final int requestsPerMinute;
    private final LongSupplier nanos;
    private @Nullable AccessTokens tokens;
    private @Nullable FileTime modified;
    private long lookedAt;
    private long minuteSince;
    private int requests;

    Doorkeeper(@Nullable Path file, int requestsPerMinute, LongSupplier nanos) throws IOException {
        this.file = file;
        this.requestsPerMinute = requestsPerMinute;
        this.nanos = nanos;
        lookedAt = nanos.getAsLong();
        minuteSince = lookedAt;
        if (file != null) {
            modified = Files.exists(file) ? Files.getLastModifiedTime(file) : null;
            tokens = AccessTokens.read(file);
        }
    }

    /** 200, or why not: 401, 403, 429. */
    synchronized int answer(@Nullable String authorization, Role asked) {
        long now = nanos.getAsLong();
        if (now - minuteSince >= MINUTE_NANOS) {
            minuteSince = now;
            requests = 0;
        }
        if (++requests > requestsPerMinute) {
            return TOO_MANY;
        }
        if (file == null) {
            return OK;
        }
        look(file, now);
        AccessTokens known = tokens;
        if (known == null || authorization == null || !authorization.startsWith(BEARER)) {
            return UNAUTHORISED;
        }
        Entry bearer = known.bearer(authorization.substring(BEARER.length()).strip());
        if (bearer == null) {
            return UNAUTHORISED;
        }
        return bearer.role().covers(asked) ? OK : FORBIDDEN;
    }

    private void look(Path there, long now) {
        if (now - lookedAt < LOOK_NANOS) {
            return;
        }
        lookedAt = now;
        try {
            FileTime time = Files.getLastModifiedTime(there);
            if (!time.equals(modified)) {
                tokens = AccessTokens.read(there);
                modified = time;
                LOG.info("{} access tokens are in force", tokens.entries().size());
            }
        } catch (IOException e) {
            LOG.warn(
                    "the access tokens stay as they were: {} cannot be read ({})",
                    there,
                    e.getClass().getSimpleName());
        }
    }
}
