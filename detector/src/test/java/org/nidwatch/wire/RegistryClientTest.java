// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryClientTest {
    private static final String UNKNOWN = "{\"error_code\":40403,\"message\":\"Schema 7 not found\"}";

    private final AtomicLong nanoTime = new AtomicLong();
    private FakeRegistry fake;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        fake = new FakeRegistry();
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void registersOnceAndLooksUpOnce() {
        fake.answer(200, "{\"id\":17}").answer(200, "{\"schema\":\"\\\"int\\\"\"}");
        SchemaRegistry registry = client(Map.of());

        for (int i = 0; i < 3; i++) {
            assertThat(registry.register("a b/c-value", "\"int\"")).isEqualTo(17);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(registry.schemaById(17)).isEqualTo("\"int\"");
        }

        assertThat(fake.requests)
                .containsExactly(
                        "POST /subjects/a%20b%2Fc-value/versions {\"schema\":\"\\\"int\\\"\"}", "GET /schemas/ids/17");
    }

    @Test
    void remembersAnUnknownIdForHalfAMinute() {
        fake.answer(404, UNKNOWN).answer(200, "{\"schema\":\"\\\"int\\\"\"}");
        SchemaRegistry registry = client(Map.of());

        assertThatThrownBy(() -> registry.schemaById(7)).isInstanceOf(UnknownSchemaException.class);
        nanoTime.addAndGet(CachedRegistry.UNKNOWN_FOR.toNanos() - 1);
        assertThatThrownBy(() -> registry.schemaById(7)).isInstanceOf(UnknownSchemaException.class);
        assertThat(fake.requests).hasSize(1);
        nanoTime.addAndGet(1);
        assertThat(registry.schemaById(7)).isEqualTo("\"int\"");
    }

    @Test
    void triesAgainAfterServerErrors() {
        fake.answer(500, "").answer(503, "<html>").answer(429, "{}").answer(200, "{\"id\":1}");

        assertThat(client(Map.of()).register("s", "\"int\"")).isEqualTo(1);
        assertThat(fake.requests).hasSize(4);
    }

    @Test
    void saysWhatItSawWhenNobodyAnswersInTheEnd() {
        fake.answer(503, "");

        assertThatThrownBy(() -> client(Map.of("registry.retries", "1")).schemaById(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining(fake.url() + "/schemas/ids/1 answered HTTP 503")
                .hasMessageContaining("registry.url")
                .hasMessageContaining("registry.retries is 1");
        assertThat(fake.requests).hasSize(2);
    }

    @Test
    void givesUpOnARegistryThatDoesNotAnswerInTime() {
        fake.answer(0, "");

        assertThatThrownBy(() -> client(Map.of("registry.retries", "0", "registry.timeout", "200ms"))
                        .schemaById(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("registry.timeout is PT0.2S");
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        String url;
        try (ServerSocket socket = new ServerSocket(0)) {
            url = "http://127.0.0.1:" + socket.getLocalPort();
        }

        assertThatThrownBy(() -> client(Map.of("registry.url", url, "registry.retries", "0"))
                        .schemaById(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining(url)
                .hasMessageContaining("refused");
    }

    @Test
    void turnsToTheNextUrlAndStaysThere() throws IOException {
        try (FakeRegistry dead = new FakeRegistry()) {
            dead.answer(503, "");
            fake.answer(200, "{\"schema\":\"\\\"int\\\"\"}");
            SchemaRegistry registry = client(Map.of("registry.url", dead.url() + "/ , " + fake.url() + "/sub/path/"));

            registry.schemaById(1);
            registry.schemaById(2);

            assertThat(dead.requests).containsExactly("GET /schemas/ids/1");
            assertThat(fake.requests).containsExactly("GET /sub/path/schemas/ids/1", "GET /sub/path/schemas/ids/2");
        }
    }

    /** A wrong path answers 404 to everything: taken for an unknown schema it would cost good records. */
    @Test
    void takesNoWebServerForARegistry() {
        for (String body : new String[] {"<html>Not found</html>", "{\"status\":404}", ""}) {
            fake.answer(404, body);
        }
        SchemaRegistry registry = client(Map.of());
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> registry.schemaById(1))
                    .isExactlyInstanceOf(RegistryException.class)
                    .hasMessageContaining("HTTP 404")
                    .hasMessageContaining("Check registry.url");
        }
    }

    @Test
    void refusesAnswersThatSayNothing() {
        fake.answer(200, "{}");
        assertThatThrownBy(() -> client(Map.of()).schemaById(1))
                .isExactlyInstanceOf(RegistryException.class)
                .hasMessageContaining("registry.url");
        assertThatThrownBy(() -> client(Map.of()).register("s", "\"int\""))
                .isExactlyInstanceOf(RegistryException.class);
        assertThatThrownBy(() -> client(Map.of()).compatible("s", "\"int\""))
                .isExactlyInstanceOf(RegistryException.class);
    }

    @Test
    void readsNoEndlessAnswer() {
        fake.answer(200, "{\"schema\":\"" + "x".repeat(RegistryHttp.REPLY_LIMIT) + "\"}");

        assertThatThrownBy(() -> client(Map.of("registry.retries", "0")).schemaById(1))
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining("longer than " + RegistryHttp.REPLY_LIMIT);
    }

    @Test
    void tellsThatASchemaIsRefused() {
        fake.answer(409, "{\"error_code\":409,\"message\":\"Schema being registered is incompatible\"}");

        assertThatThrownBy(() -> client(Map.of()).register("nid.queries-value", "\"int\""))
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessageContaining("nid.queries-value")
                .hasMessageContaining("Schema being registered is incompatible");
    }

    @Test
    void tellsWhatIsCompatible() {
        fake.answer(200, "{\"is_compatible\":true}")
                .answer(200, "{\"is_compatible\":false}")
                .answer(404, "{\"error_code\":40401,\"message\":\"Subject not found\"}")
                .answer(404, "{\"error_code\":40402,\"message\":\"Version not found\"}");
        SchemaRegistry registry = client(Map.of());

        assertThat(registry.compatible("s", "\"int\"")).isTrue();
        assertThat(registry.compatible("s", "\"int\"")).isFalse();
        assertThat(registry.compatible("s", "\"int\"")).isTrue();
        assertThat(registry.compatible("s", "\"int\"")).isTrue();
    }

    @Test
    void writesReferredSchemasIntoTheOneThatRefers() {
        fake.answer(
                        200,
                        "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"R\\\",\\\"fields\\\":"
                                + "[{\\\"name\\\":\\\"t\\\",\\\"type\\\":\\\"org.x.T\\\"}]}\",\"references\":"
                                + "[{\"name\":\"org.x.T\",\"subject\":\"org.x.T\",\"version\":2}]}")
                .answer(
                        200,
                        "{\"schema\":\"{\\\"type\\\":\\\"fixed\\\",\\\"name\\\":\\\"org.x.T\\\",\\\"size\\\":3}\"}");

        Schema schema = new Schema.Parser().parse(client(Map.of()).schemaById(5));

        assertThat(schema.getField("t").schema().getFixedSize()).isEqualTo(3);
        assertThat(fake.requests).containsExactly("GET /schemas/ids/5", "GET /subjects/org.x.T/versions/2");
    }

    @Test
    void logsInWithTheFilesAsTheyAreNow() throws IOException {
        fake.answer(200, "{\"schema\":\"\\\"int\\\"\"}");
        Path password = Files.writeString(folder.resolve("password"), "one\n");
        SchemaRegistry registry = client(Map.of("registry.user", "nid", "registry.password.file", password.toString()));
        registry.schemaById(1);
        Files.writeString(password, "two");
        registry.schemaById(2);
        Path token = Files.writeString(folder.resolve("token"), "abc.def\n");
        client(Map.of("registry.token.file", token.toString())).schemaById(3);
        client(Map.of("registry.token", "from-environment")).schemaById(4);
        client(Map.of("registry.user", "nid", "registry.password", "p")).schemaById(5);

        assertThat(fake.authorizations)
                .containsExactly(
                        basic("nid:one"),
                        basic("nid:two"),
                        "Bearer abc.def",
                        "Bearer from-environment",
                        basic("nid:p"));
    }

    @Test
    void tellsThatTheLoginFailsWithoutTellingTheSecret() throws IOException {
        fake.answer(401, "{\"error_code\":401,\"message\":\"no\"}");
        assertThatThrownBy(() -> client(Map.of("registry.token", "s3cret")).schemaById(1))
                .isExactlyInstanceOf(RegistryException.class)
                .hasMessageContaining("HTTP 401")
                .hasMessageContaining("registry.token.file")
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(
                        () -> client(Map.of("registry.token", "s3cret\u0000")).schemaById(1))
                .hasMessageContaining("registry.token.file")
                .hasMessageNotContaining("s3cret");
        Path empty = Files.createFile(folder.resolve("empty"));
        assertThatThrownBy(() ->
                        client(Map.of("registry.token.file", empty.toString())).schemaById(1))
                .hasMessageContaining("registry.token.file = " + empty);
        Path absent = folder.resolve("absent");
        assertThatThrownBy(() ->
                        client(Map.of("registry.token.file", absent.toString())).schemaById(1))
                .hasMessageContaining("registry.token.file = " + absent)
                .hasMessageContaining("NoSuchFile");
    }

    private SchemaRegistry client(Map<String, String> keys) {
        Map<String, String> all = new HashMap<>(Map.of("registry.url", fake.url(), "registry.timeout", "10s"));
        all.putAll(keys);
        return new CachedRegistry(new RegistryHttp(RegistrySettings.from(all)), nanoTime::get);
    }

    private static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
