// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The page's files, out of the jar. What has no dot in its last part is a place in the page: it gets the page itself. */
final class Pages {
    private static final String FOLDER = "/console";
    private static final String INDEX = "/index.html";
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}){1,8}");
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; font-src 'self'; manifest-src 'self'; frame-ancestors 'none'; base-uri 'none';"
            + " form-action 'self'";
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json",
            "md", "text/markdown; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "woff2", "font/woff2",
            "webmanifest", "application/manifest+json");

    private final Map<String, Optional<Page>> known = new ConcurrentHashMap<>();

    private record Page(byte[] body, String type, String tag) {}

    void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            answer(exchange).send(exchange);
        }
    }

    private Answer answer(HttpExchange exchange) {
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return Refusal.method("GET, HEAD").answer();
        }
        String path = exchange.getRequestURI().getRawPath();
        String last = path.substring(path.lastIndexOf('/') + 1);
        Optional<Page> found = last.contains(".") ? file(path) : page(INDEX);
        if (found.isEmpty()) {
            return Refusal.notFound("There is no such file. The console is at /, the API at /api/openapi.json.")
                    .answer();
        }
        Page page = found.get();
        return tagged(exchange, page.body, page.type, page.tag)
                .with("Content-Security-Policy", POLICY)
                .with("Cross-Origin-Opener-Policy", "same-origin");
    }

    /** The body, or that it has not changed. */
    static Answer tagged(HttpExchange exchange, byte[] body, String type, String tag) {
        String asked = exchange.getRequestHeaders().getFirst("If-None-Match");
        Map<String, String> headers = Map.of("ETag", tag, "Cache-Control", "no-cache");
        if (asked != null && (asked.contains(tag) || asked.strip().equals("*"))) {
            return new Answer(304, "", new byte[0], headers);
        }
        return new Answer(200, type, body, headers);
    }

    private Optional<Page> file(String path) {
        return PATH.matcher(path).matches() ? page(path) : Optional.empty();
    }

    private Optional<Page> page(String path) {
        Optional<Page> page = known.get(path);
        if (page == null) {
            page = Optional.ofNullable(TYPES.get(path.substring(path.lastIndexOf('.') + 1)))
                    .flatMap(type -> read(path, type));
            if (page.isPresent()) {
                // Only files there are, so no more than these.
                known.put(path, page);
            }
        }
        return page;
    }

    private static Optional<Page> read(String path, String type) {
        try (InputStream in = Pages.class.getResourceAsStream(FOLDER + path)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] body = in.readAllBytes();
            return Optional.of(new Page(body, type, tag(body)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An ETag: it changes with the body. */
    static String tag(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return '"'
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(digest)
                            .substring(0, 22)
                    + '"';
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** The OpenAPI document. */
    static byte[] document() {
        try (InputStream in = Pages.class.getResourceAsStream("openapi.json")) {
            if (in == null) {
                throw new IllegalStateException("openapi.json is not in the jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
