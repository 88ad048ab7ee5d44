// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nidwatch.ops.Caller;
import org.nidwatch.ops.Doorkeeper;

/**
 * One request that was let in.
 *
 * @param id the part of the path that names a thing, decoded; empty where the path names none
 */
record Request(HttpExchange exchange, Doorkeeper door, Caller caller, String id) {
    /** Longest body, in bytes. */
    static final int BODY_LIMIT = 16 * 1024;

    private static final int LONGEST_VALUE = 512;

    @Nullable
    String header(String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    /** The id of an alert; what is no id names nothing. */
    UUID alertId() throws Refusal {
        try {
            UUID found = UUID.fromString(id);
            if (found.toString().equals(id.toLowerCase(Locale.ROOT))) {
                return found;
            }
        } catch (IllegalArgumentException e) {
            // told below, and not repeated
        }
        throw Refusal.notFound("There is no alert with this id.");
    }

    /** The parameters behind the question mark, which must be among those allowed. */
    Map<String, String> parameters(String... allowed) throws Refusal {
        Map<String, String> found = new HashMap<>();
        String query = exchange.getRequestURI().getRawQuery();
        if (query == null || query.isEmpty()) {
            return found;
        }
        for (String each : query.split("&", -1)) {
            int equals = each.indexOf('=');
            String name = decoded(equals < 0 ? each : each.substring(0, equals));
            if (!List.of(allowed).contains(name)) {
                throw Refusal.badRequest("There is a parameter that is not known here. "
                        + (allowed.length == 0 ? "None is." : "Known are " + String.join(", ", allowed) + "."));
            }
            String value = equals < 0 ? "" : decoded(each.substring(equals + 1));
            if (value.length() > LONGEST_VALUE || found.put(name, value) != null) {
                throw Refusal.badRequest(name + " must stand once and have at most " + LONGEST_VALUE + " characters.");
            }
        }
        return found;
    }

    private static String decoded(String text) throws Refusal {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("The parameters are not percent-encoded as they must be.");
        }
    }

    /** Another site's page must not make a browser write here: what a page can send unasked carries no header of its own. */
    void sameSite() throws Refusal {
        String site = header("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            throw Refusal.forbidden("The request came from another site.");
        }
        String origin = header("Origin");
        if (origin != null && !originIsOurs(origin)) {
            throw Refusal.forbidden("The request came from another site.");
        }
        if (header("Authorization") == null && !"1".equals(header("X-Nidwatch"))) {
            throw Refusal.forbidden("Writes without an Authorization header need the header X-Nidwatch: 1.");
        }
    }

    private boolean originIsOurs(String origin) {
        String host = header("Host");
        try {
            return host != null && host.equalsIgnoreCase(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The body, an object. */
    JsonNode body() throws Refusal, IOException {
        String type = header("Content-Type");
        if (type == null || !type.split(";", -1)[0].strip().equalsIgnoreCase(Answer.JSON)) {
            throw Refusal.mediaType();
        }
        byte[] bytes = exchange.getRequestBody().readNBytes(BODY_LIMIT + 1);
        if (bytes.length > BODY_LIMIT) {
            throw Refusal.tooLarge(BODY_LIMIT);
        }
        JsonNode body = Json.tree(bytes);
        if (body == null || !body.isObject()) {
            throw Refusal.badRequest("The body must be one JSON object.");
        }
        return body;
    }

    /** Whether the client takes what is served. */
    void accepts(String type) throws Refusal {
        Headers headers = exchange.getRequestHeaders();
        List<String> lines = headers.get("Accept");
        if (lines == null) {
            return;
        }
        String family = type.substring(0, type.indexOf('/')) + "/*";
        for (String line : lines) {
            for (String each : line.split(",", -1)) {
                String range = each.split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
                if (range.equals("*/*") || range.equals(family) || range.equals(type)) {
                    return;
                }
            }
        }
        throw Refusal.notAcceptable(type);
    }
}
