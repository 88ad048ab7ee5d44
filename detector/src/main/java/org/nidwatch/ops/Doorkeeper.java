// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ops;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.nidwatch.ops.AccessTokens.Entry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says who may come in: whose token or session is right, and how many requests a minute each caller may make. A changed file
 * holds within 5 seconds; one that cannot be read any more leaves those in force that were. Thread-safe.
 */
public final class Doorkeeper {
    /** Answers of HTTP. */
    static final int OK = 200;

    static final int UNAUTHORISED = 401;
    static final int FORBIDDEN = 403;
    static final int TOO_MANY = 429;

    private static final Logger LOG = LoggerFactory.getLogger(Doorkeeper.class);
    private static final String BEARER = "Bearer ";
    private static final String COOKIE = "nidwatch_session";
    private static final long MINUTE_NANOS = 60_000_000_000L;
    private static final long LOOK_NANOS = 5_000_000_000L;
    private static final String NOBODY = "";

    private final @Nullable Path file;
    private final int requestsPerMinute;
    private final boolean secure;
    private final LongSupplier nanos;
    private final Sessions sessions;
    private @Nullable AccessTokens tokens;
    private @Nullable FileTime modified;
    private long lookedAt;
    private long minuteSince;

    /** By token's name, so that nobody shuts the others out; without a known token all are one. */
    private final Map<String, Integer> requests = new HashMap<>();

    Doorkeeper(@Nullable Path file, int requestsPerMinute, LongSupplier nanos) throws IOException {
        this(file, requestsPerMinute, false, nanos, System::currentTimeMillis);
    }

    Doorkeeper(@Nullable Path file, int requestsPerMinute, boolean secure, LongSupplier nanos, LongSupplier millis)
            throws IOException {
        this.file = file;
        this.requestsPerMinute = requestsPerMinute;
        this.secure = secure;
        this.nanos = nanos;
        sessions = new Sessions(millis);
        lookedAt = nanos.getAsLong();
        minuteSince = lookedAt;
        if (file != null) {
            modified = Files.exists(file) ? Files.getLastModifiedTime(file) : null;
            tokens = AccessTokens.read(file);
        }
    }

    /** 200, or why not: 401, 403, 429. */
    int answer(@Nullable String authorization, Role asked) {
        Admission admission = admit(authorization, null);
        Caller caller = admission.caller();
        return caller == null ? admission.status() : caller.role().covers(asked) ? OK : FORBIDDEN;
    }

    /** Who asks, by the request's token or cookie; counted. */
    public Admission admit(HttpExchange exchange) {
        return admit(exchange.getRequestHeaders().getFirst("Authorization"), cookie(exchange));
    }

    /** Counts a request to what is open to all; false when there were too many of them this minute. */
    public synchronized boolean countOpen() {
        return count(NOBODY);
    }

    private synchronized Admission admit(@Nullable String authorization, @Nullable String cookie) {
        Caller caller = caller(authorization, cookie);
        String name = caller == null ? null : caller.name();
        if (!count(name == null ? NOBODY : name)) {
            return Admission.refused(TOO_MANY);
        }
        return caller == null ? Admission.refused(UNAUTHORISED) : new Admission(OK, caller);
    }

    private boolean count(String name) {
        long now = nanos.getAsLong();
        if (now - minuteSince >= MINUTE_NANOS) {
            minuteSince = now;
            requests.clear();
        }
        return requests.merge(name, 1, Integer::sum) <= requestsPerMinute;
    }

    private @Nullable Caller caller(@Nullable String authorization, @Nullable String cookie) {
        if (file == null) {
            return new Caller(null, Role.ANALYST, Caller.Way.NONE, "", null);
        }
        look(file, nanos.getAsLong());
        AccessTokens known = tokens;
        if (known == null) {
            return null;
        }
        if (authorization != null) {
            Entry bearer = authorization.startsWith(BEARER)
                    ? known.bearer(authorization.substring(BEARER.length()).strip())
                    : null;
            return bearer == null
                    ? null
                    : new Caller(bearer.name(), bearer.role(), Caller.Way.TOKEN, bearer.hash(), null);
        }
        return cookie == null ? null : session(known, cookie);
    }

    private @Nullable Caller session(AccessTokens known, String id) {
        Sessions.Session session = sessions.find(id);
        Entry owner = session == null ? null : known.hashed(session.hash());
        return session == null || owner == null
                ? null
                : new Caller(owner.name(), owner.role(), Caller.Way.SESSION, id, session.expiresAt());
    }

    /** Whether this server has no tokens: everybody who reaches it may come in. */
    public boolean open() {
        return file == null;
    }

    /** Whether the caller would still be let in, not counted: for what lasts. */
    public synchronized boolean still(Caller caller) {
        if (file == null) {
            return caller.way() == Caller.Way.NONE;
        }
        look(file, nanos.getAsLong());
        AccessTokens known = tokens;
        return known != null
                && switch (caller.way()) {
                    case NONE -> false;
                    case TOKEN -> known.hashed(caller.key()) != null;
                    case SESSION -> session(known, caller.key()) != null;
                };
    }

    /**
     * A session in place of a token.
     *
     * @param caller who has the session
     * @param setCookie the header that gives it to the browser
     */
    public record Opened(Caller caller, String setCookie) {}

    /** Opens a session for the bearer of a token; null when the caller showed none. */
    public synchronized @Nullable Opened openSession(Caller caller) {
        if (caller.way() != Caller.Way.TOKEN || tokens == null) {
            return null;
        }
        String id = sessions.open(caller.key());
        Caller opened = session(tokens, id);
        return opened == null ? null : new Opened(opened, header(id, Sessions.LASTING.toSeconds()));
    }

    /** Ends the session of the request, if it has one; the header that takes the cookie back. */
    public synchronized String closeSession(HttpExchange exchange) {
        String id = cookie(exchange);
        if (id != null) {
            sessions.close(id);
        }
        return header("", 0);
    }

    private String header(String id, long seconds) {
        return COOKIE + "=" + id + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" + seconds
                + (secure ? "; Secure" : "");
    }

    private static @Nullable String cookie(HttpExchange exchange) {
        for (String line : exchange.getRequestHeaders().getOrDefault("Cookie", java.util.List.of())) {
            for (String each : line.split(";", -1)) {
                String pair = each.strip();
                if (pair.startsWith(COOKIE + "=")) {
                    return pair.substring(COOKIE.length() + 1);
                }
            }
        }
        return null;
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
