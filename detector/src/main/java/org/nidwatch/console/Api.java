// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.nidwatch.ops.Admission;
import org.nidwatch.ops.Caller;
import org.nidwatch.ops.Doorkeeper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything under /api/: lets in, finds the route, and says what is wrong in one form. */
final class Api {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);
    private static final int TOO_MANY = 429;

    private final List<Route> routes;
    private final Writes writes;

    Api(List<Route> routes, Writes writes) {
        this.routes = List.copyOf(routes);
        this.writes = writes;
    }

    List<Route> routes() {
        return routes;
    }

    /** A route and the id in the path. */
    private record Found(Route route, String id) {}

    /** Answers; the exchange is closed unless a handler took it over. */
    void serve(HttpExchange exchange, Doorkeeper door) throws IOException {
        Answer answer;
        try {
            answer = answer(exchange, door);
        } catch (Refusal e) {
            answer = e.answer();
        } catch (RuntimeException e) {
            LOG.warn(
                    "a request below /api/ could not be answered: {}",
                    e.getClass().getName());
            answer = Refusal.failed().answer();
        }
        if (answer != null) {
            try (exchange) {
                answer.send(exchange);
            }
        }
    }

    private @Nullable Answer answer(HttpExchange exchange, Doorkeeper door) throws Refusal, IOException {
        local(exchange, door);
        String path = exchange.getRequestURI().getRawPath();
        String method = exchange.getRequestMethod();
        if (open(path)) {
            if (!door.countOpen()) {
                throw Refusal.tooMany();
            }
            return handle(
                    new Request(exchange, door, NOBODY, ""), find(path, method).route());
        }
        Admission admission = door.admit(exchange);
        Caller caller = admission.caller();
        if (caller == null) {
            throw admission.status() == TOO_MANY ? Refusal.tooMany() : Refusal.unauthorised();
        }
        Found found = find(path, method);
        Request request = new Request(exchange, door, caller, found.id());
        try {
            permit(request, found.route());
            return handle(request, found.route());
        } catch (Refusal e) {
            if (found.route().role() == org.nidwatch.ops.Role.ANALYST
                    && found.route().writes()) {
                writes.refused(request, found.route(), e);
            }
            throw e;
        }
    }

    /** Whoever it is: what is open to all asks for no caller. */
    private static final Caller NOBODY = Caller.nobody();

    private boolean open(String path) {
        return routes.stream().anyMatch(each -> each.role() == null && each.match(path) != null);
    }

    private static void permit(Request request, Route route) throws Refusal {
        if (route.role() != null && !request.caller().role().covers(route.role())) {
            throw Refusal.forbidden("This needs the role "
                    + route.role().name().toLowerCase(Locale.ROOT) + "; the token has "
                    + request.caller().role().name().toLowerCase(Locale.ROOT) + ".");
        }
        if (route.writes()) {
            request.sameSite();
        }
    }

    private static @Nullable Answer handle(Request request, Route route) throws Refusal, IOException {
        if (!route.writes()) {
            request.accepts(route.path().equals("/api/events") ? Streams.TYPE : Answer.JSON);
        }
        return route.answer().answer(request);
    }

    private Found find(String path, String method) throws Refusal {
        TreeSet<String> allowed = new TreeSet<>();
        // Fixed ends first: /api/alerts/{id}/disposition before /api/alerts/{id}, whose id may hold anything.
        for (Route each : routes) {
            String id = each.match(path);
            if (id != null && (each.path().endsWith("}") && othersEnd(path, each))) {
                continue;
            }
            if (id != null && each.takes(method)) {
                return new Found(each, id);
            }
            if (id != null) {
                allowed.add(each.method());
                if (each.method().equals("GET")) {
                    allowed.add("HEAD");
                }
            }
        }
        if (allowed.isEmpty()) {
            throw Refusal.notFound("The API is described in /api/openapi.json.");
        }
        throw Refusal.method(String.join(", ", allowed));
    }

    /** Whether the path belongs to a route that says more of it. */
    private boolean othersEnd(String path, Route route) {
        return routes.stream()
                .anyMatch(each -> each.path().length() > route.path().length()
                        && each.path().startsWith(route.path())
                        && each.match(path) != null);
    }

    /**
     * Without tokens only this machine may ask, and a page elsewhere that got its own name to lead here (DNS rebinding) is not
     * this machine.
     */
    private static void local(HttpExchange exchange, Doorkeeper door) throws Refusal {
        if (!door.open()) {
            return;
        }
        String host = exchange.getRequestHeaders().getFirst("Host");
        String name = host == null ? "" : host.replaceFirst(":\\d{1,5}$", "").toLowerCase(Locale.ROOT);
        if (!name.equals("localhost") && !name.equals("[::1]") && !name.matches("127(\\.\\d{1,3}){3}")) {
            throw Refusal.misdirected();
        }
    }
}
