// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.nidwatch.ops.Role;

/**
 * One thing the API can do.
 *
 * @param method GET (HEAD too), POST or DELETE
 * @param path as in openapi.json; {id} stands for what follows, up to what follows it
 * @param role who may; null = everybody, without a token
 * @param answer null answer = the handler took the exchange over
 */
record Route(String method, String path, @Nullable Role role, Handler answer) {
    private static final String HOLE = "{id}";

    /** Answers a request. */
    interface Handler {
        @Nullable
        Answer answer(Request request) throws Refusal, IOException;
    }

    boolean writes() {
        return !method.equals("GET");
    }

    boolean takes(String asked) {
        return asked.equals(method) || asked.equals("HEAD") && method.equals("GET");
    }

    /** The id in a path as it was sent; empty where the route has none, null when the path is another's. */
    @Nullable
    String match(String raw) {
        int hole = path.indexOf(HOLE);
        if (hole < 0) {
            return raw.equals(path) ? "" : null;
        }
        String before = path.substring(0, hole);
        String after = path.substring(hole + HOLE.length());
        if (!raw.startsWith(before) || !raw.endsWith(after) || raw.length() <= before.length() + after.length()) {
            return null;
        }
        try {
            String id = raw.substring(before.length(), raw.length() - after.length());
            return URLDecoder.decode(id.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
