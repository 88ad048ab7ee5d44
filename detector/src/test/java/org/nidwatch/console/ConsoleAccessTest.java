// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.Severity;
import org.nidwatch.ops.AccessTokens;
import org.nidwatch.ops.Role;
import org.nidwatch.policy.Disposition;

/** Who may do what. */
class ConsoleAccessTest {
    private static final String DECIDE = "/api/alerts/" + Things.id(1) + "/disposition";
    private static final String TEST = "{\"verdict\":\"TEST\"}";

    @TempDir
    private Path folder;

    private RunningConsole console;
    private String viewer;
    private String analyst;

    @BeforeEach
    void start() throws IOException {
        Path tokens = folder.resolve("tokens");
        viewer = AccessTokens.add(tokens, "wall", Role.VIEWER);
        analyst = AccessTokens.add(tokens, "amina", Role.ANALYST);
        console = RunningConsole.withTokens(tokens, 100).current();
        console.feed().alert(Things.alert(1, 0, Phase.OPENED, Severity.HIGH), Things.NOW);
    }

    @AfterEach
    void stop() {
        console.close();
    }

    private HttpRequest.Builder as(String token, String path) {
        return HttpRequest.newBuilder(console.uri(path)).header("Authorization", "Bearer " + token);
    }

    private HttpRequest.Builder posting(String token, String path, String body) {
        return as(token, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    @Test
    void withoutATokenNothingIsAnsweredButThePageAndTheDocument() {
        HttpResponse<String> refused = console.get("/api/alerts");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"nidwatch\"");
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(console.get("/api/events").statusCode()).isEqualTo(401);
        assertThat(console.get("/api/nothing").statusCode()).isEqualTo(401);
        assertThat(console.get("/api/openapi.json").statusCode()).isEqualTo(200);
        assertThat(console.send(as(viewer + "x", "/api/alerts")).statusCode()).isEqualTo(401);
        assertThat(console.stored.audits).isEmpty();
    }

    @Test
    void aViewerReadsAndCannotWrite() {
        assertThat(console.send(as(viewer, "/api/alerts")).statusCode()).isEqualTo(200);
        assertThat(console.send(posting(viewer, DECIDE, TEST)).statusCode()).isEqualTo(403);
        assertThat(console.send(posting(viewer, "/api/silences", "{}")).statusCode())
                .isEqualTo(403);
        assertThat(console.send(as(viewer, "/api/silences/x").DELETE()).statusCode())
                .isEqualTo(403);
        assertThat(console.send(as(viewer, "/api/probes")).statusCode()).isEqualTo(403);
        assertThat(console.send(as(viewer, "/api/canaries")).statusCode()).isEqualTo(403);
        assertThat(console.stored.deeds).isEmpty();
        assertThat(console.stored.audits)
                .hasSize(3)
                .allMatch(each -> each.actor().equals("wall"))
                .allMatch(each -> each.note().startsWith("Refused with 403"));
    }

    @Test
    void anAnalystActsUnderTheTokensName() {
        assertThat(console.send(posting(analyst, DECIDE, TEST)).statusCode()).isEqualTo(201);
        assertThat(console.stored.deeds)
                .singleElement()
                .satisfies(each -> assertThat(((Disposition) each).analyst()).isEqualTo("amina"));
        assertThat(console.send(posting(analyst, DECIDE, "{\"verdict\":\"TEST\",\"analyst\":\"somebody else\"}"))
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void aBrowserGetsASessionForItsToken() throws IOException {
        HttpResponse<String> opened =
                console.send(as(analyst, "/api/session").POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(opened.statusCode()).isEqualTo(200);
        String set = opened.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(set)
                .contains("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=43200")
                .doesNotContain(analyst);
        String cookie = set.substring(0, set.indexOf(';'));

        JsonNode me = RunningConsole.JSON.readTree(
                console.send(cookied(cookie, "/api/me")).body());
        assertThat(me.path("name").asText()).isEqualTo("amina");
        assertThat(me.path("authentication").asText()).isEqualTo("session");
        assertThat(me.path("analyst_required").asBoolean()).isFalse();
        HttpRequest.Builder write = cookied(cookie, DECIDE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(TEST));
        assertThat(console.send(write).statusCode())
                .as("a cookie alone writes nothing")
                .isEqualTo(403);
        assertThat(console.send(write.header("X-Nidwatch", "1")).statusCode()).isEqualTo(201);

        assertThat(console.send(cookied(cookie, "/api/session")
                                .header("X-Nidwatch", "1")
                                .DELETE())
                        .statusCode())
                .isEqualTo(204);
        assertThat(console.send(cookied(cookie, "/api/me")).statusCode()).isEqualTo(401);
    }

    private HttpRequest.Builder cookied(String cookie, String path) {
        return HttpRequest.newBuilder(console.uri(path)).header("Cookie", "theme=dark; " + cookie);
    }

    @Test
    void oneCallersFloodDoesNotShutOutAnother() {
        for (int i = 0; i < 100; i++) {
            console.get("/api/alerts");
            console.send(as(viewer, "/api/me"));
        }
        HttpResponse<String> refused = console.send(as(viewer, "/api/me"));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("60");
        assertThat(console.get("/api/alerts").statusCode()).isEqualTo(429);
        assertThat(console.send(as(analyst, "/api/me")).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "PUT,/api/alerts,'GET, HEAD'",
        "POST,/api/alerts,'GET, HEAD'",
        "DELETE,/api/silences,'GET, HEAD, POST'",
        "GET,/api/silences/a%2Fb%2Fc,DELETE",
        "OPTIONS,/api/session,'DELETE, POST'",
        "DELETE,/,'GET, HEAD'"
    })
    void theMethodsThatAreAllowedAreNamed(String method, String path, String allowed) {
        HttpResponse<String> answer =
                console.send(as(analyst, path).method(method, HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains(allowed);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void onlyWhatIsServedCanBeAskedFor() {
        assertThat(console.send(as(viewer, "/api/me").header("Accept", "text/html, application/json;q=0.1"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(console.send(as(viewer, "/api/me").header("Accept", "text/html"))
                        .statusCode())
                .isEqualTo(406);
        assertThat(console.send(as(viewer, "/api/events").header("Accept", "application/json"))
                        .statusCode())
                .isEqualTo(406);
        HttpResponse<String> head =
                console.send(as(viewer, "/api/alerts").method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void theDocumentIsSentOnce() {
        String tag =
                console.get("/api/openapi.json").headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> again = console.send(
                HttpRequest.newBuilder(console.uri("/api/openapi.json")).header("If-None-Match", tag));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    /** A page elsewhere whose name was made to lead to this machine. */
    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80"})
    void withoutTokensAnotherHostsNameIsRefused(String host) throws IOException {
        try (RunningConsole open = RunningConsole.open()) {
            assertThat(status(open, host)).contains(" 421 ");
            assertThat(status(open, "localhost:" + open.server.port())).contains(" 200 ");
            assertThat(status(open, "[::1]")).contains(" 200 ");
        }
        assertThat(status(console, host)).contains(" 401 ");
    }

    private static String status(RunningConsole at, String host) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", at.server.port())) {
            socket.getOutputStream()
                    .write(("GET /api/me HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }

    @Test
    void thePageComesWithAStrictPolicy() {
        for (String path : new String[] {"/", "/alerts/" + Things.id(1), "/organisations/a"}) {
            HttpResponse<String> page = console.get(path);
            assertThat(page.statusCode()).as(path).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
            assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
                    .doesNotContain("unsafe");
            assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(page.headers().firstValue("ETag")).isPresent();
        }
        for (String path : new String[] {"/nothing.js", "/..%2fopenapi.json", "/.hidden.js", "/a.class"}) {
            assertThat(console.get(path).statusCode()).as(path).isEqualTo(404);
        }
    }
}
