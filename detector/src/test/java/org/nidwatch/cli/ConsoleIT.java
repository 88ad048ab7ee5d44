// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Token;
import org.nidwatch.policy.AuditRecord;
import org.nidwatch.settings.SettingsLoader;
import org.nidwatch.wire.Wire;

/** From a query to the analyst and back, over Kafka and HTTP: what the detector finds is seen, what is decided it heeds. */
@Tag("slow")
class ConsoleIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path data;

    private final HttpClient client = HttpClient.newHttpClient();
    private final SplittableRandom random = new SplittableRandom(1);
    private final Queue<String> events = new ConcurrentLinkedQueue<>();

    @Test
    void anAlertIsSeenSilencedDecidedAndStillThereAfterARestart() throws Exception {
        String alert;
        try (Running first = new Running()) {
            first.untilReady();
            first.follow();
            declared("bank-1", "bank-2");
            await(
                    first,
                    "/api/organisations/bank-2",
                    page -> page.path("declared").isObject());

            long now = System.currentTimeMillis();
            guess("bank-1", now - 600_000, 1_000);
            JsonNode seen = await(
                            first, "/api/alerts", list -> list.path("alerts").size() == 1)
                    .path("alerts")
                    .get(0);
            alert = seen.path("alert_id").asText();
            assertThat(seen.path("organisation_id").asText()).isEqualTo("bank-1");
            patiently().until(() -> events.stream().anyMatch(each -> each.contains("\"alert_id\":\"" + alert)));

            silenced(first, now);
            decided(first, alert);
            assertThat(first.stopped()).isEqualTo(ExitCode.OK);
        }
        try (Running again = new Running()) {
            again.untilReady();
            JsonNode page = await(
                    again,
                    "/api/alerts/" + alert,
                    found -> found.path("dispositions").size() == 1);
            assertThat(page.path("open").asBoolean()).isFalse();
            assertThat(again.json("/api/silences").path("silences")).hasSize(1);
            assertThat(again.json("/api/organisations/bank-1").path("activity").path("minutes"))
                    .isNotEmpty();
        }
    }

    private void silenced(Running running, long now) throws Exception {
        HttpResponse<String> answer = running.post(
                "/api/silences",
                "{\"organisation\":\"bank-2\",\"from\":" + now + ",\"until\":" + (now + 3_600_000)
                        + ",\"reason\":\"load test\",\"analyst\":\"amina\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        patiently().until(() -> events.stream().anyMatch(each -> each.contains("\"reason\":\"load test\"")));
        assertThat(command("silence", "list").out()).containsPattern("bank-2/all/[0-9a-f]{8} +in force ");
        // The detector hears of it by the same topic; a query before it does would sound.
        guess("bank-2", now + 1_000, 100);
        patiently()
                .until(() -> running.get("/metrics")
                        .body()
                        .lines()
                        .anyMatch(line -> line.startsWith("nidwatch_silenced_total{") && line.contains("bank-2")));
        assertThat(running.json("/api/alerts?organisation=bank-2&phase=all")
                        .path("total")
                        .asInt())
                .isZero();
    }

    private void decided(Running running, String alert) throws Exception {
        HttpResponse<String> answer = running.post(
                "/api/alerts/" + alert + "/disposition",
                "{\"verdict\":\"FALSE_POSITIVE\",\"note\":\"stale list\",\"analyst\":\"amina\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        await(running, "/api/alerts/" + alert, page -> !page.path("open").asBoolean());
        assertThat(running.post("/api/alerts/" + new UUID(1, 1) + "/disposition", "{}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(command("disposition", "list").out()).contains("false-positive", "amina", "stale list");
        patiently()
                .untilAsserted(() -> assertThat(audited())
                        .extracting(each -> each.action() + " by " + each.actor())
                        .containsExactly("SILENCE_ADDED by amina", "DISPOSITION_ADDED by amina", "OTHER by "));
    }

    private List<AuditRecord> audited() throws IOException {
        Connection connection = connection();
        Wire wire = connection.wire();
        List<AuditRecord> found = new ArrayList<>();
        try (var consumer = connection.consumer()) {
            TopicContents.read(
                    consumer, connection.topics().audit(), (key, record) -> found.add(wire.readAudit(record.value())));
        }
        return found;
    }

    private Connection connection() throws IOException {
        return Connection.of(new SettingsLoader(Map.of(), java.util.Set::of).load(null, List.of("data.dir=" + data)));
    }

    private void declared(String... organisations) {
        for (String each : organisations) {
            assertThat(command("organisation", "add", each, "--name", "Name of " + each)
                            .code())
                    .isEqualTo(ExitCode.OK);
        }
    }

    private Cli.Result command(String... args) {
        String[] all = java.util.Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--data";
        all[args.length + 1] = data.toString();
        return new Cli(Map.of(), "", false).execute(all);
    }

    /** Somebody tries numbers that do not exist. */
    private void guess(String organisation, long from, long step) throws IOException {
        Connection connection = connection();
        String topic = connection.topics().queries();
        Wire wire = connection.wire();
        try (var producer = connection.producer()) {
            for (int i = 0; i < 100; i++) {
                Token subject = new Token(random.nextLong(), random.nextLong());
                NidQuery query = new NidQuery(
                        UUID.nameUUIDFromBytes(subject.bytes()).toString(),
                        from + step * i,
                        organisation,
                        "key",
                        null,
                        null,
                        Operation.RETRIEVE,
                        Outcome.NOT_FOUND,
                        0,
                        subject,
                        null,
                        1,
                        null);
                producer.send(new ProducerRecord<>(
                        topic, organisation.getBytes(StandardCharsets.UTF_8), wire.query(topic, query)));
            }
        }
    }

    private static ConditionFactory patiently() {
        return Awaitility.await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(200));
    }

    private interface Wish {
        boolean holds(JsonNode answer);
    }

    private static JsonNode await(Running running, String path, Wish wish) {
        return patiently().until(() -> JSON.readTree(running.get(path).body()), wish::holds);
    }

    /** A run in this process. */
    private final class Running implements AutoCloseable {
        private final Cli cli = new Cli(Map.of(), "", false);
        private final CompletableFuture<Cli.Result> result = CompletableFuture.supplyAsync(() -> cli.execute(
                "run",
                "--data",
                data.toString(),
                "--set",
                "embedded.kafka.port=0",
                "--set",
                "embedded.registry.port=0",
                "--set",
                "http.port=0"));
        private String base = "";

        void untilReady() {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> result.isDone() || cli.out().contains("nidwatch canary add"));
            Matcher http = Pattern.compile("Console +(http://127.0.0.1:\\d+)/").matcher(cli.out());
            assertThat(http.find()).as(cli.err()).isTrue();
            base = http.group(1);
            ConsoleIT.await(
                    this,
                    "/api/status",
                    status -> status.path("ready").asBoolean()
                            && status.path("feed").path("state").asText().equals("CURRENT"));
        }

        void follow() {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(base + "/api/events")).build();
            Thread thread = new Thread(
                    () -> {
                        try {
                            client.send(request, HttpResponse.BodyHandlers.ofLines())
                                    .body()
                                    .forEach(events::add);
                        } catch (IOException | InterruptedException | java.io.UncheckedIOException e) {
                            // the server has stopped
                        }
                    },
                    "follow");
            thread.setDaemon(true);
            thread.start();
        }

        HttpResponse<String> get(String path) throws IOException, InterruptedException {
            return client.send(
                    HttpRequest.newBuilder(URI.create(base + path)).build(), HttpResponse.BodyHandlers.ofString());
        }

        JsonNode json(String path) throws IOException, InterruptedException {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return JSON.readTree(answer.body());
        }

        HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
            return client.send(
                    HttpRequest.newBuilder(URI.create(base + path))
                            .header("Content-Type", "application/json")
                            .header("X-Nidwatch", "1")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }

        int stopped() throws Exception {
            cli.stop.wish();
            return result.get(90, TimeUnit.SECONDS).code();
        }

        @Override
        public void close() throws Exception {
            stopped();
        }
    }
}
