// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.nidwatch.alert.Severity;
import org.nidwatch.detect.Shape;
import org.nidwatch.ops.Role;

/** What can be asked. */
final class Reads {
    private static final int LIMIT = 50;
    private static final int MOST = 200;
    private static final int LONGEST_TEXT = 200;
    private static final int CANARIES = 1_000;
    private static final long DAY_MILLIS = 86_400_000L;

    private final Board board;
    private final Cursors cursors;
    private final Condition condition;
    private final LongSupplier millis;

    Reads(Board board, Cursors cursors, Condition condition, LongSupplier millis) {
        this.board = board;
        this.cursors = cursors;
        this.condition = condition;
        this.millis = millis;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET", "/api/organisations", Role.VIEWER, this::organisations),
                new Route("GET", "/api/organisations/{id}", Role.VIEWER, this::organisation),
                new Route("GET", "/api/alerts", Role.VIEWER, this::alerts),
                new Route("GET", "/api/alerts/{id}", Role.VIEWER, this::alert),
                new Route("GET", "/api/silences", Role.VIEWER, this::silences),
                new Route("GET", "/api/coverage", Role.VIEWER, this::coverage),
                new Route("GET", "/api/status", Role.VIEWER, this::status),
                new Route("GET", "/api/probes", Role.ANALYST, this::probes),
                new Route("GET", "/api/canaries", Role.ANALYST, this::canaries));
    }

    private Answer organisations(Request request) throws Refusal {
        request.parameters();
        return Answer.ok(board.organisations());
    }

    private Answer organisation(Request request) throws Refusal {
        Map<String, String> given = request.parameters("minutes");
        int minutes = (int) number(given, "minutes", MinuteHistory.MINUTES, 1, MinuteHistory.MINUTES);
        View.OrganisationDetail found = board.organisation(request.id(), minutes);
        if (found == null) {
            throw Refusal.notFound("No organisation with this id is declared or was seen.");
        }
        return Answer.ok(found);
    }

    private Answer alerts(Request request) throws Refusal {
        return Answer.ok(board.alerts(query(request), cursors));
    }

    private AlertQuery query(Request request) throws Refusal {
        Map<String, String> given =
                request.parameters("phase", "severity", "shape", "organisation", "text", "sort", "limit", "cursor");
        String text = given.getOrDefault("text", "");
        if (text.length() > LONGEST_TEXT) {
            throw Refusal.badRequest("text must have at most " + LONGEST_TEXT + " characters.");
        }
        AlertQuery first = new AlertQuery(
                one(given, "phase", AlertQuery.Phases.values(), AlertQuery.Phases.OPEN),
                some(given, "severity", Severity.values()),
                some(given, "shape", Shape.values()),
                given.getOrDefault("organisation", ""),
                text.strip().toLowerCase(Locale.ROOT),
                one(given, "sort", AlertQuery.Order.values(), AlertQuery.Order.SEVERITY),
                (int) number(given, "limit", LIMIT, 1, MOST),
                null);
        String cursor = given.get("cursor");
        if (cursor == null) {
            return first;
        }
        Cursors.Place place = cursors.place(cursor);
        if (place == null || place.filters() != first.filters()) {
            throw Refusal.badRequest(
                    "cursor is not one of this server for these parameters: begin with the first page.");
        }
        return new AlertQuery(
                first.phase(),
                first.severities(),
                first.shapes(),
                first.organisation(),
                first.text(),
                first.order(),
                first.limit(),
                place);
    }

    private static long number(Map<String, String> given, String name, long usual, long least, long most)
            throws Refusal {
        String text = given.get(name);
        if (text == null) {
            return usual;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, and not repeated
        }
        throw Refusal.badRequest(name + " must be a whole number from " + least + " to " + most + ".");
    }

    private static <E extends Enum<E>> E one(Map<String, String> given, String name, E[] all, E usual) throws Refusal {
        String text = given.get(name);
        if (text == null) {
            return usual;
        }
        for (E each : all) {
            if (each.name().toLowerCase(Locale.ROOT).equals(text)) {
                return each;
            }
        }
        throw Refusal.badRequest(name + " must be one of "
                + Arrays.stream(all)
                        .map(each -> each.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "))
                + ".");
    }

    private static <E extends Enum<E>> Set<E> some(Map<String, String> given, String name, E[] all) throws Refusal {
        Set<E> found = new HashSet<>();
        String text = given.getOrDefault(name, "");
        for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            found.add(Arrays.stream(all)
                    .filter(each -> each.name().equals(part))
                    .findFirst()
                    .orElseThrow(() -> Refusal.badRequest(name + " must be some of "
                            + Arrays.stream(all).map(Enum::name).collect(Collectors.joining(", "))
                            + ", separated by commas.")));
        }
        return Set.copyOf(found);
    }

    private Answer alert(Request request) throws Refusal {
        request.parameters();
        View.AlertDetail found = board.alert(request.alertId());
        if (found == null) {
            throw Refusal.notFound("There is no alert with this id.");
        }
        return Answer.ok(found);
    }

    private Answer silences(Request request) throws Refusal {
        request.parameters();
        return Answer.ok(board.silences());
    }

    private Answer coverage(Request request) throws Refusal {
        Map<String, String> given = request.parameters("from", "until");
        long until = number(given, "until", millis.getAsLong(), 0, Long.MAX_VALUE);
        long from = number(given, "from", Math.max(0, until - DAY_MILLIS), 0, Long.MAX_VALUE);
        if (from >= until) {
            throw Refusal.badRequest("from must be earlier than until.");
        }
        return Answer.ok(board.coverage(from, until));
    }

    private Answer status(Request request) throws Refusal {
        request.parameters();
        return Answer.ok(condition.status());
    }

    private Answer probes(Request request) throws Refusal {
        request.parameters();
        return Answer.ok(board.probes());
    }

    private Answer canaries(Request request) throws Refusal {
        request.parameters();
        return Answer.ok(board.canaries(CANARIES));
    }
}
