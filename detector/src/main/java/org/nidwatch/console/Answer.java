// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * What is sent back.
 *
 * @param type media type; empty = there is no body
 * @param headers beside those of every answer
 */
record Answer(int status, String type, byte[] body, Map<String, String> headers) {
    static final String JSON = "application/json";

    Answer(int status, String type, byte[] body) {
        this(status, type, body, Map.of("Cache-Control", "no-store"));
    }

    static Answer ok(View view) {
        return new Answer(200, JSON, Json.bytes(view));
    }

    static Answer created(View view) {
        return new Answer(201, JSON, Json.bytes(view));
    }

    static Answer done() {
        return new Answer(204, "", new byte[0]);
    }

    Answer with(String name, String value) {
        Map<String, String> all = new HashMap<>(headers);
        all.put(name, value);
        return new Answer(status, type, body, Map.copyOf(all));
    }

    void send(HttpExchange exchange) throws IOException {
        Headers out = exchange.getResponseHeaders();
        headers.forEach(out::set);
        out.set("X-Content-Type-Options", "nosniff");
        out.set("Referrer-Policy", "no-referrer");
        out.set("Cross-Origin-Resource-Policy", "same-origin");
        if (!type.isEmpty()) {
            out.set("Content-Type", type);
        }
        boolean empty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, empty ? -1 : body.length);
        if (!empty) {
            exchange.getResponseBody().write(body);
        }
    }
}
