// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.nidwatch.intake.RejectReason;

/** What we need of any registry that speaks Confluent's API; every registry we know runs this. */
public abstract class RegistryContract {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String subject = "contract." + UUID.randomUUID() + "-value";

    /** Base URL, with the path if there is one. */
    protected abstract String url();

    private SchemaRegistry registry;

    /** Not in a set-up method: that would run before the set-up of the class that starts the registry. */
    private SchemaRegistry registry() {
        if (registry == null) {
            registry = SchemaRegistry.connect(RegistrySettings.of(url()));
        }
        return registry;
    }

    @Test
    void keepsEverySchemaOfOurs() {
        for (Contract contract : Contract.values()) {
            int id = registry().register("ours." + contract + "-value", contract.schemaJson());

            String kept = SchemaRegistry.connect(RegistrySettings.of(url())).schemaById(id);

            assertThat(SchemaRules.canonical(kept)).isEqualTo(contract.schemaJson());
        }
    }

    @Test
    void givesTheSameIdForTheSameSchema() {
        int id = registry().register(subject, record("a"));

        assertThat(SchemaRegistry.connect(RegistrySettings.of(url())).register(subject, record("a")))
                .isEqualTo(id);
        assertThat(registry().register(subject, record("a", "b"))).isNotEqualTo(id);
    }

    @Test
    void knowsNoSchemaThatWasNeverRegistered() {
        assertThatThrownBy(() -> registry().schemaById(1_999_999_999)).isInstanceOf(UnknownSchemaException.class);
    }

    @Test
    void callsAnythingCompatibleWithNothing() {
        assertThat(registry().compatible(subject, record("a"))).isTrue();
    }

    @Test
    void tellsWhatMayFollow() throws Exception {
        registry().register(subject, record("a"));
        setBackward();

        assertThat(registry().compatible(subject, record("a", "b"))).isTrue();
        assertThat(registry().compatible(subject, withoutDefault())).isFalse();
    }

    @Test
    void refusesWhatMayNotFollow() throws Exception {
        registry().register(subject, record("a"));
        setBackward();

        assertThatThrownBy(() -> registry().register(subject, withoutDefault()))
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessageContaining(subject);
    }

    @Test
    void refusesWhatIsNoSchema() {
        assertThatThrownBy(() -> registry().register(subject, "{\"type\":\"nonsense\"}"))
                .isInstanceOf(RegistryException.class);
    }

    @Test
    void listsSubjectsAndVersions() throws Exception {
        int first = registry().register(subject, record("a"));
        int second = registry().register(subject, record("a", "b"));

        assertThat(texts(get("/subjects"))).contains(subject);
        assertThat(texts(get("/subjects/" + subject + "/versions"))).containsExactly("1", "2");
        JsonNode latest = get("/subjects/" + subject + "/versions/latest");
        assertThat(latest.path("id").asInt()).isEqualTo(second);
        assertThat(latest.path("version").asInt()).isEqualTo(2);
        assertThat(latest.path("subject").asText()).isEqualTo(subject);
        assertThat(SchemaRules.canonical(latest.path("schema").asText()))
                .isEqualTo(SchemaRules.canonical(record("a", "b")));
        assertThat(get("/subjects/" + subject + "/versions/1").path("id").asInt())
                .isEqualTo(first);
        assertThat(SchemaRules.canonical(
                        get("/subjects/" + subject + "/versions/1/schema").toString()))
                .isEqualTo(SchemaRules.canonical(record("a")));
    }

    @Test
    void findsASchemaUnderItsSubject() throws Exception {
        int id = registry().register(subject, record("a"));

        JsonNode found = ok(send("POST", "/subjects/" + subject, request(record("a"))));

        assertThat(found.path("id").asInt()).isEqualTo(id);
        assertThat(found.path("version").asInt()).isEqualTo(1);
        assertError(send("POST", "/subjects/" + subject, request(record("other"))), 404, 40403);
        assertError(send("POST", "/subjects/" + subject + "x", request(record("a"))), 404, 40401);
    }

    @Test
    void saysWhatItDoesNotHave() throws Exception {
        registry().register(subject, record("a"));

        assertError(send("GET", "/schemas/ids/1999999999", null), 404, 40403);
        assertError(send("GET", "/subjects/nobody/versions", null), 404, 40401);
        assertError(send("GET", "/subjects/nobody/versions/1", null), 404, 40401);
        assertError(send("GET", "/subjects/" + subject + "/versions/99", null), 404, 40402);
    }

    @Test
    void keepsALevelForEachSubject() throws Exception {
        registry().register(subject, record("a"));
        setBackward();

        assertThat(get("/config/" + subject).path("compatibilityLevel").asText())
                .isEqualTo("BACKWARD");
        assertThat(get("/config").path("compatibilityLevel").asText()).isNotEmpty();
    }

    @Test
    void carriesQueriesOfWritersOldAndNew() {
        Wire wire = new Wire(RegistrySettings.of(url()));
        byte[] value = wire.query(subject, Samples.query());
        byte[] alert = wire.alert(subject + ".alerts", Samples.alert(), 7);

        assertThat(new Wire(RegistrySettings.of(url())).readQuery(value)).isEqualTo(Samples.query());
        assertThat(wire.newQueryReader().read(value).organisationId()).isEqualTo("bank-01");
        assertThat(new Wire(RegistrySettings.of(url())).readAlert(alert).alert())
                .isEqualTo(Samples.alert());
        Frame.putHeader(value, 1_999_999_999);
        assertThatThrownBy(() -> wire.newQueryReader().read(value))
                .isInstanceOfSatisfying(
                        UnreadableException.class, e -> assertThat(e.reason()).isEqualTo(RejectReason.UNKNOWN_SCHEMA));
    }

    private void setBackward() throws Exception {
        ok(send("PUT", "/config/" + subject, "{\"compatibility\":\"BACKWARD\"}"));
    }

    protected static String record(String... optionalFields) {
        List<String> fields = new ArrayList<>();
        for (String name : optionalFields) {
            fields.add("{\"name\":\"" + name + "\",\"type\":\"int\",\"default\":0}");
        }
        return "{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + String.join(",", fields) + "]}";
    }

    protected static String withoutDefault() {
        return "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"needed\",\"type\":\"int\"}]}";
    }

    protected static String request(String schema) throws Exception {
        ObjectNode request = JSON.createObjectNode();
        request.put("schema", schema);
        return JSON.writeValueAsString(request);
    }

    protected JsonNode get(String path) throws Exception {
        return ok(send("GET", path, null));
    }

    protected HttpResponse<String> send(String method, String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(url() + path))
                        .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                        .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    protected static JsonNode ok(HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode())
                .as(response.uri() + ": " + response.body())
                .isEqualTo(200);
        return JSON.readTree(response.body());
    }

    protected static void assertError(HttpResponse<String> response, int status, int code) throws Exception {
        assertThat(Map.of(
                        "status", response.statusCode(),
                        "code",
                                JSON.readTree(response.body())
                                        .path("error_code")
                                        .asInt()))
                .as(response.uri() + ": " + response.body())
                .isEqualTo(Map.of("status", status, "code", code));
    }

    protected static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
