// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.Severity;
import org.nidwatch.intake.Token;
import org.nidwatch.policy.Canary;
import org.nidwatch.policy.Disposition;
import org.nidwatch.policy.Probe;
import org.nidwatch.watch.Coverage;

/** The document says what is served, all of it, and nothing else. */
class ConsoleDocumentTest {
    private static final JsonNode DOCUMENT = document();

    private static JsonNode document() {
        try {
            return RunningConsole.JSON.readTree(Pages.document());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void everyRouteIsInItAndTheOtherWayRound() throws IOException {
        Set<String> written = new TreeSet<>();
        DOCUMENT.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> written.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        Set<String> served = new TreeSet<>();
        try (RunningConsole console = RunningConsole.open()) {
            console.console.routes().forEach(each -> served.add(each.method() + " " + each.path()));
        }
        assertThat(served).isEqualTo(written);
    }

    @Test
    void everyFieldIsInItAndTheOtherWayRound() {
        Set<String> written = new TreeSet<>();
        DOCUMENT.path("components").path("schemas").fieldNames().forEachRemaining(written::add);
        Set<String> served = new TreeSet<>(Set.of("DispositionRequest", "SilenceRequest"));
        Stream.of(View.class.getDeclaredClasses()).filter(Class::isRecord).forEach(view -> {
            served.add(view.getSimpleName());
            assertThat(properties(view.getSimpleName()))
                    .as(view.getSimpleName())
                    .isEqualTo(components(view));
        });
        assertThat(served).isEqualTo(written);
    }

    private static Set<String> properties(String schema) {
        Set<String> names = new TreeSet<>();
        schema(schema).path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode schema(String name) {
        return DOCUMENT.path("components").path("schemas").path(name);
    }

    private static Set<String> components(Class<?> view) {
        Set<String> names = new TreeSet<>();
        for (RecordComponent each : view.getRecordComponents()) {
            String name = each.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
            names.add(view == View.SeverityCounts.class ? name.toUpperCase(Locale.ROOT) : name);
        }
        return names;
    }

    @Test
    void everyFieldOfARequestIsReadAndNoOther() throws IOException {
        try (RunningConsole console = RunningConsole.open().current()) {
            console.feed().alert(Things.alert(1, 0, Phase.OPENED, Severity.HIGH), 1);
            assertThat(known(console, "/api/silences")).isEqualTo(properties("SilenceRequest"));
            assertThat(known(console, "/api/alerts/" + Things.id(1) + "/disposition"))
                    .isEqualTo(properties("DispositionRequest"));
        }
    }

    private static Set<String> known(RunningConsole console, String path) {
        String detail = console.post(path, "{\"unknown\":1}").body().replaceAll("(?s).*known are ([a-z, ]+)\".*", "$1");
        return new TreeSet<>(Arrays.asList(detail.split(", ", -1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/organisations",
                "/api/organisations/{id}",
                "/api/alerts",
                "/api/alerts/{id}",
                "/api/silences",
                "/api/coverage",
                "/api/status",
                "/api/me",
                "/api/probes",
                "/api/canaries"
            })
    void whatIsServedIsAsItSays(String path) throws IOException {
        try (RunningConsole console = RunningConsole.open().current()) {
            String id = path.contains("organisations") ? "bank-1" : Things.id(1).toString();
            JsonNode schema = DOCUMENT.path("paths")
                    .path(path)
                    .path("get")
                    .path("responses")
                    .path("200")
                    .path("content")
                    .path("application/json")
                    .path("schema");
            // Empty as far as may be, and full.
            if (!path.contains("{")) {
                check(schema, console.json(path), path);
            }
            fill(console);
            check(
                    schema,
                    console.json(path.replace("{id}", id) + (path.equals("/api/alerts") ? "?phase=all" : "")),
                    path);
        }
    }

    @Test
    void anErrorIsAsItSays() throws IOException {
        try (RunningConsole console = RunningConsole.open().current()) {
            check(
                    schema("Problem"),
                    RunningConsole.JSON.readTree(console.get("/api/x").body()),
                    "problem");
            check(
                    schema("Problem"),
                    RunningConsole.JSON.readTree(
                            console.post("/api/silences", "{}").body()),
                    "problem");
        }
    }

    private static void fill(RunningConsole console) {
        long now = Things.NOW;
        ConsoleInlet feed = console.feed();
        feed.organisation("bank-1", Things.organisation("bank-1"));
        feed.activity(Things.activity("bank-1", now, 10, 70));
        feed.alert(Things.alert(1, 0, Phase.OPENED, Severity.HIGH), now);
        feed.alert(Things.alert(2, 0, Phase.CLOSED, Severity.LOW), now);
        feed.disposition(
                Things.id(1).toString(),
                new Disposition(Things.id(1), Disposition.Verdict.TEST, "amina", "a note", "bank-1", now));
        feed.silence("s", Things.silence("bank-1", now - 1, now + 1));
        feed.coverage(new Coverage(now - 2, now - 1, 3, null, Coverage.Cause.LAG));
        Token token = new Token(1, 2);
        feed.canary(token.hex(), new Canary(token, "decoy", null));
        Probe probe = new Probe(token, now, now + 1, "bot", 0);
        feed.probe(probe.id(), probe);
    }

    /** As much of JSON Schema as the document uses. */
    private static void check(JsonNode schema, JsonNode value, String at) {
        if (schema.has("$ref")) {
            String ref = schema.path("$ref").asText();
            check(schema(ref.substring(ref.lastIndexOf('/') + 1)), value, at);
            return;
        }
        if (schema.has("oneOf")) {
            if (!value.isNull()) {
                check(schema.path("oneOf").get(0), value, at);
            }
            return;
        }
        assertThat(types(schema)).as(at).contains(type(value));
        if (schema.has("enum") && !value.isNull()) {
            assertThat(schema.path("enum")).as(at).contains(value);
        }
        if (value.isObject()) {
            Set<String> given = new HashSet<>();
            value.properties().forEach(field -> {
                given.add(field.getKey());
                assertThat(schema.path("properties").has(field.getKey()))
                        .as(at + "." + field.getKey())
                        .isTrue();
                check(schema.path("properties").path(field.getKey()), field.getValue(), at + "." + field.getKey());
            });
            schema.path("required").forEach(each -> assertThat(given).as(at).contains(each.asText()));
        }
        for (JsonNode each : value.isArray() ? value : RunningConsole.JSON.createArrayNode()) {
            check(schema.path("items"), each, at + "[]");
        }
    }

    private static Set<String> types(JsonNode schema) {
        Set<String> types = new HashSet<>();
        JsonNode type = schema.path("type");
        (type.isArray() ? type : RunningConsole.JSON.createArrayNode().add(type))
                .forEach(each -> types.add(each.asText()));
        if (types.contains("number")) {
            types.add("integer");
        }
        return types;
    }

    private static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL -> "null";
            case BOOLEAN -> "boolean";
            case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
            case ARRAY -> "array";
            case OBJECT -> "object";
            default -> "string";
        };
    }
}
