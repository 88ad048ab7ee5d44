// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import java.util.List;
import java.util.Locale;
import org.nidwatch.ops.Caller;
import org.nidwatch.ops.Doorkeeper;
import org.nidwatch.ops.Role;

/** Who is there, and cookies in place of tokens for browsers. */
final class SessionDesk {
    List<Route> routes() {
        return List.of(
                new Route("GET", "/api/me", Role.VIEWER, request -> Answer.ok(me(request.caller()))),
                new Route("POST", "/api/session", Role.VIEWER, SessionDesk::open),
                new Route("DELETE", "/api/session", Role.VIEWER, SessionDesk::close));
    }

    private static Answer open(Request request) {
        Doorkeeper.Opened opened = request.door().openSession(request.caller());
        return opened == null
                ? Answer.ok(me(request.caller()))
                : Answer.ok(me(opened.caller())).with("Set-Cookie", opened.setCookie());
    }

    private static Answer close(Request request) {
        return Answer.done().with("Set-Cookie", request.door().closeSession(request.exchange()));
    }

    private static View.Me me(Caller caller) {
        return new View.Me(
                caller.name(),
                caller.role().name().toLowerCase(Locale.ROOT),
                caller.way().name().toLowerCase(Locale.ROOT),
                caller.way() == Caller.Way.NONE,
                caller.expiresAt());
    }
}
