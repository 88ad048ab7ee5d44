// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nidwatch.wire.RegistryContract;

class EmbeddedRegistryTest extends RegistryContract {
    private static final String S = "/subjects/s";

    @TempDir
    Path folder;

    private EmbeddedRegistry registry;

    @BeforeEach
    void start() throws IOException {
        registry = EmbeddedRegistry.start(folder, 0);
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Override
    protected String url() {
        return registry.url();
    }

    @Test
    void asksForBackwardTransitiveUnlessToldOtherwise() throws Exception {
        assertThat(get("/config").path("compatibilityLevel").asText()).isEqualTo("BACKWARD_TRANSITIVE");
        register("s", record("a"));
        register("s", "{\"type\":\"record\",\"name\":\"R\",\"fields\":[]}");
        String laterInt = "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"string\","
                + "\"default\":\"\"}]}";

        // It could follow the second version, but cannot read the first.
        assertError(send("POST", S + "/versions", request(laterInt)), 409, 409);
        ok(send("PUT", "/config/s", "{\"compatibility\":\"backward\"}"));
        assertThat(register("s", laterInt)).isPositive();
        ok(send("DELETE", "/config/s", null));
        assertError(send("GET", "/config/s", null), 404, 40408);
        assertThat(get("/config/s?defaultToGlobal=true")
                        .path("compatibilityLevel")
                        .asText())
                .isEqualTo("BACKWARD_TRANSITIVE");
        assertError(send("PUT", "/config", "{\"compatibility\":\"SIDEWAYS\"}"), 422, 42203);
        ok(send("PUT", "/config", "{\"compatibility\":\"FULL\"}"));
        assertThat(get("/config").path("compatibilityLevel").asText()).isEqualTo("FULL");
    }

    @Test
    void explainsARefusalWhenAsked() throws Exception {
        register("s", record("a"));

        JsonNode verdict =
                ok(send("POST", "/compatibility/subjects/s/versions/latest?verbose=true", request(withoutDefault())));

        assertThat(verdict.path("is_compatible").asBoolean()).isFalse();
        assertThat(texts(verdict.path("messages"))).anyMatch(message -> message.contains("READER_FIELD_MISSING"));
        assertThat(ok(send("POST", "/compatibility/subjects/s/versions", request(withoutDefault())))
                        .path("is_compatible")
                        .asBoolean())
                .isFalse();
        assertThat(ok(send("POST", "/compatibility/subjects/s/versions/1", request(record("b"))))
                        .path("is_compatible")
                        .asBoolean())
                .isTrue();
        assertError(send("POST", "/compatibility/subjects/s/versions/9", request(record("b"))), 404, 40402);
        assertError(send("POST", "/compatibility/subjects/none/versions/9", request(record("b"))), 404, 40401);
    }

    @Test
    void sharesOneIdAmongSubjects() throws Exception {
        int id = register("s", record("a"));

        assertThat(register("t", " " + record("a") + " ")).isEqualTo(id);
        assertThat(get("/schemas/ids/" + id + "/versions").toString())
                .isEqualTo("[{\"subject\":\"s\",\"version\":1},{\"subject\":\"t\",\"version\":1}]");
        assertThat(texts(get("/schemas/ids/" + id + "/subjects"))).containsExactly("s", "t");
        assertThat(get("/schemas/ids/" + id + "/schema").path("name").asText()).isEqualTo("R");
        assertThat(texts(get("/schemas/types"))).containsExactly("AVRO");
        assertThat(get("/mode").path("mode").asText()).isEqualTo("READWRITE");
    }

    @Test
    void deletesSoftlyFirstAndKeepsTheIds() throws Exception {
        int id = register("s", record("a"));
        register("s", record("a", "b"));

        assertThat(ok(send("DELETE", S + "/versions/2", null)).asInt()).isEqualTo(2);
        assertThat(texts(get(S + "/versions"))).containsExactly("1");
        assertThat(texts(get(S + "/versions?deleted=true"))).containsExactly("1", "2");
        assertError(send("DELETE", S + "/versions/2", null), 404, 40406);
        assertError(send("DELETE", S + "?permanent=true", null), 404, 40405);
        assertThat(texts(ok(send("DELETE", S, null)))).containsExactly("1");
        assertError(send("DELETE", S, null), 404, 40404);
        assertError(send("GET", S + "/versions", null), 404, 40401);
        assertThat(texts(get("/subjects"))).isEmpty();
        assertThat(texts(get("/subjects?deleted=true"))).containsExactly("s");
        assertThat(get("/schemas/ids/" + id).path("schema").asText()).contains("\"R\"");
        assertThat(texts(ok(send("DELETE", S + "?permanent=true", null)))).containsExactly("1", "2");
        assertError(send("DELETE", S, null), 404, 40401);
        assertThat(register("s", record("a"))).isEqualTo(id);
    }

    @Test
    void takesSubjectsWithAnyCharacter() throws Exception {
        String encoded = "a%20b%2Fc+%C3%A9";
        ok(send("POST", "/subjects/" + encoded + "/versions", request(record("a"))));

        assertThat(texts(get("/subjects"))).containsExactly("a b/c+é");
        assertThat(texts(get("/subjects/" + encoded + "/versions"))).containsExactly("1");
        assertThat(send("GET", "/subjects/a%25zz/versions", null).statusCode()).isEqualTo(404);
    }

    @Test
    void refusesWhatItDoesNotKnow() throws Exception {
        assertError(send("POST", S + "/versions", request("{\"type\":\"nonsense\"}")), 422, 42201);
        assertError(send("POST", S + "/versions", "{\"schema\":\"\\\"int\\\"\",\"schemaType\":\"JSON\"}"), 422, 42201);
        assertError(send("POST", S + "/versions", "{}"), 422, 42201);
        assertError(send("POST", S + "/versions", "{"), 400, 400);
        assertError(send("POST", S + "/versions", "x".repeat(EmbeddedRegistry.BODY_LIMIT + 1)), 413, 413);
        register("s", record("a"));
        assertError(send("GET", S + "/versions/zero", null), 422, 42202);
        assertError(send("GET", S + "/versions/0", null), 422, 42202);
        assertError(send("GET", "/nothing", null), 404, 404);
        assertError(send("PUT", "/subjects", "{}"), 404, 404);
        assertThat(get("/").toString()).isEqualTo("{}");
    }

    @Test
    void answersAsConfluentsRegistryDoes() throws Exception {
        HttpResponse<String> response = send("GET", "/subjects", null);

        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/vnd.schemaregistry.v1+json");
        assertThat(registry.url()).startsWith("http://127.0.0.1:");
    }

    /** A kill leaves the file as it was after the last answer: a copy taken at any moment must do. */
    @Test
    void findsEverythingAgainAfterAKill(@TempDir Path copy) throws Exception {
        int id = register("s", record("a"));
        ok(send("PUT", "/config/s", "{\"compatibility\":\"NONE\"}"));
        int second = register("s", "\"string\"");
        ok(send("DELETE", S + "/versions/1", null));
        Files.copy(folder.resolve("registry.json"), copy.resolve("registry.json"), StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(copy.resolve("registry.json.next"), "{\"half");

        try (EmbeddedRegistry again = EmbeddedRegistry.start(copy, 0)) {
            registry.close();
            registry = again;
            assertThat(texts(get(S + "/versions"))).containsExactly("2");
            assertThat(get("/schemas/ids/" + id).path("schema").asText()).contains("\"R\"");
            assertThat(get("/config/s").path("compatibilityLevel").asText()).isEqualTo("NONE");
            assertThat(register("t", "\"long\"")).isEqualTo(second + 1);
        }
    }

    @Test
    void leavesATakenPortToTheCaller(@TempDir Path other) {
        int port = URI.create(registry.url()).getPort();

        assertThatThrownBy(() -> EmbeddedRegistry.start(other, port)).isInstanceOf(BindException.class);
        assertThatThrownBy(() -> EmbeddedRegistry.start(folder, 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder + " is in use")
                .hasMessageContaining("data.dir");
    }

    @Test
    void letsGoOfItsFolder() throws Exception {
        int id = register("s", record("a"));
        registry.close();
        registry = EmbeddedRegistry.start(folder, 0);

        assertThat(register("s", record("a"))).isEqualTo(id);
    }

    @Test
    void doesNotStartOverABrokenFile(@TempDir Path other) throws IOException {
        Files.writeString(other.resolve("registry.json"), "{\"lastId\":");

        assertThatThrownBy(() -> EmbeddedRegistry.start(other, 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("registry.json")
                .hasMessageContaining("move it away");
    }

    private int register(String subject, String schema) throws Exception {
        return ok(send("POST", "/subjects/" + subject + "/versions", request(schema)))
                .path("id")
                .asInt();
    }
}
