// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a request is not answered as it was meant: the words of RFC 9457. It never repeats what was sent. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1;
    private static final int MINUTE = 60;

    private final int status;
    private final String name;
    private final String title;
    private final transient List<View.FieldError> errors;
    private final transient @Nullable String header;
    private final String value;

    private Refusal(
            int status,
            String name,
            String title,
            String detail,
            List<View.FieldError> errors,
            @Nullable String header,
            String value) {
        super(detail, null, false, false);
        this.status = status;
        this.name = name;
        this.title = title;
        this.errors = errors;
        this.header = header;
        this.value = value;
    }

    private static Refusal of(int status, String name, String title, String detail) {
        return new Refusal(status, name, title, detail, List.of(), null, "");
    }

    static Refusal badRequest(String detail) {
        return of(400, "bad-request", "The request cannot be understood", detail);
    }

    static Refusal unauthorised() {
        return new Refusal(
                401,
                "unauthorised",
                "A token is needed",
                "Send Authorization: Bearer TOKEN, or open a session with POST /api/session.",
                List.of(),
                "WWW-Authenticate",
                "Bearer realm=\"nidwatch\"");
    }

    static Refusal forbidden(String detail) {
        return of(403, "forbidden", "This may not be done", detail);
    }

    static Refusal notFound(String detail) {
        return of(404, "not-found", "There is no such thing", detail);
    }

    static Refusal method(String allow) {
        return new Refusal(
                405,
                "method-not-allowed",
                "Not with this method",
                "Allowed: " + allow + ".",
                List.of(),
                "Allow",
                allow);
    }

    static Refusal notAcceptable(String served) {
        return of(406, "not-acceptable", "Not in this form", "What is served here is " + served + ".");
    }

    static Refusal conflict(String detail) {
        return of(409, "conflict", "It cannot be done as things are", detail);
    }

    static Refusal tooLarge(int limit) {
        return of(413, "too-large", "The body is too long", "At most " + limit + " bytes are read.");
    }

    static Refusal mediaType() {
        return of(415, "unsupported-media-type", "The body must be JSON", "Send Content-Type: application/json.");
    }

    static Refusal misdirected() {
        return of(
                421,
                "misdirected",
                "Another host was meant",
                "Without tokens this server answers to localhost, 127.0.0.1 and [::1] alone.");
    }

    static Refusal fields(List<View.FieldError> errors) {
        View.FieldError first = errors.get(0);
        return new Refusal(
                422,
                "wrong-field",
                "A field is wrong",
                first.field() + " " + first.detail() + (errors.size() == 1 ? "." : "; and more."),
                List.copyOf(errors),
                null,
                "");
    }

    static Refusal tooMany() {
        return retry(
                429,
                "too-many-requests",
                "Too many requests this minute",
                "The limit is http.requests.per.minute; come again in a minute.",
                MINUTE);
    }

    static Refusal unavailable(String detail, int seconds) {
        return retry(503, "unavailable", "Not now", detail, seconds);
    }

    static Refusal failed() {
        return of(500, "failed", "It could not be answered", "The server's log says more.");
    }

    private static Refusal retry(int status, String name, String title, String detail, int seconds) {
        return new Refusal(status, name, title, detail, List.of(), "Retry-After", Integer.toString(seconds));
    }

    int status() {
        return status;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    Answer answer() {
        View.Problem problem = new View.Problem(
                "urn:nidwatch:problem:" + name, title, status, detail(), errors.isEmpty() ? null : errors);
        Answer answer = new Answer(status, "application/problem+json", Json.bytes(problem));
        return header == null ? answer : answer.with(header, value);
    }
}
