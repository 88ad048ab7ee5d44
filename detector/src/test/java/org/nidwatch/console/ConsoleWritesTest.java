// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.Severity;
import org.nidwatch.policy.AuditRecord;
import org.nidwatch.policy.Disposition;
import org.nidwatch.policy.Silence;

class ConsoleWritesTest {
    private static final long NOW = Things.NOW;
    private static final String DECIDE = "/api/alerts/" + Things.id(1) + "/disposition";

    private RunningConsole console;

    @BeforeEach
    void start() throws IOException {
        console = RunningConsole.open().current();
        console.feed().alert(Things.alert(1, 0, Phase.OPENED, Severity.HIGH), NOW);
        console.feed().activity(Things.activity("bank-1", NOW, 10, 100));
    }

    @AfterEach
    void stop() {
        console.close();
    }

    @Test
    void aDecisionIsStoredNotedAndSeen() throws IOException {
        HttpResponse<String> answer =
                console.post(DECIDE, "{\"verdict\":\"BENIGN\",\"note\":\"agreed\",\"analyst\":\"amina\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(console.stored.deeds)
                .containsExactly(
                        new Disposition(Things.id(1), Disposition.Verdict.BENIGN, "amina", "agreed", "bank-1", NOW));
        assertThat(console.stored.audits)
                .containsExactly(AuditRecord.done(
                        NOW,
                        "amina",
                        AuditRecord.Action.DISPOSITION_ADDED,
                        "bank-1",
                        Things.id(1).toString(),
                        "benign by amina: agreed"));
        JsonNode seen = console.json("/api/alerts").path("alerts").get(0).path("disposition");
        assertThat(seen.path("analyst").asText()).isEqualTo("amina");
    }

    @Test
    void aSilenceIsStoredNotedSeenAndEnded() throws IOException {
        String body = "{\"organisation\":\"bank-1\",\"detector\":\"miss-ratio\",\"until\":" + (NOW + 60_000)
                + ",\"ceiling\":500,\"reason\":\"load test\",\"analyst\":\"amina\",\"approver\":\"the shift lead\"}";
        HttpResponse<String> answer = console.post("/api/silences", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        Silence silence = (Silence) console.stored.deeds.get(0);
        assertThat(silence)
                .isEqualTo(new Silence("bank-1", "miss-ratio", NOW, NOW + 60_000, 500L, "the shift lead", "load test"));
        assertThat(answer.headers().firstValue("Location"))
                .contains("/api/silences/" + URLEncoder.encode(silence.id(), StandardCharsets.UTF_8));
        assertThat(console.json("/api/alerts")
                        .path("alerts")
                        .get(0)
                        .path("silenced_by")
                        .get(0)
                        .asText())
                .isEqualTo(silence.id());
        assertThat(console.post("/api/silences", body).statusCode()).isEqualTo(409);

        console.clock.addAndGet(1_000);
        String path = answer.headers().firstValue("Location").orElseThrow();
        assertThat(console.delete(path).statusCode()).isEqualTo(422);
        assertThat(console.delete(path + "?analyst=amina").statusCode()).isEqualTo(204);
        assertThat(console.stored.deeds).last().isEqualTo(silence.endedAt(NOW + 1_000));
        assertThat(console.json("/api/silences")
                        .path("silences")
                        .get(0)
                        .path("state")
                        .asText())
                .isEqualTo("OVER");
        // What is over is deleted.
        assertThat(console.delete("/api/silences/" + silence.id() + "?analyst=amina")
                        .statusCode())
                .isEqualTo(204);
        assertThat(console.stored.deeds).last().isEqualTo(silence.id());
        assertThat(console.delete(path + "?analyst=amina").statusCode()).isEqualTo(404);
        assertThat(console.stored.audits)
                .extracting(AuditRecord::action)
                .containsExactly(
                        AuditRecord.Action.SILENCE_ADDED,
                        AuditRecord.Action.OTHER,
                        AuditRecord.Action.OTHER,
                        AuditRecord.Action.SILENCE_ENDED,
                        AuditRecord.Action.SILENCE_ENDED,
                        AuditRecord.Action.OTHER);
    }

    /** NNNN stands for a citizen's number. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|verdict|must be one of TRUE_POSITIVE",
                "{\"verdict\":\"NNNN\",\"analyst\":\"a\"}|verdict|must be one of",
                "{\"verdict\":\"TEST\"}|analyst|must be given",
                "{\"verdict\":\"TEST\",\"analyst\":\"a\",\"note\":\"number NNNN\"}|note|could be a citizen's",
                "{\"verdict\":\"TEST\",\"analyst\":\"NNNN\"}|analyst|could be a citizen's",
                "{\"verdict\":\"TEST\",\"analyst\":7}|analyst|must be a text",
                "{\"verdict\":\"TEST\",\"analyst\":\"a\",\"NNNN\":1}|body|known are verdict, note, analyst",
            })
    void aWrongDecisionIsRefusedFieldByField(String body, String field, String detail) throws IOException {
        HttpResponse<String> answer = console.post(DECIDE, body.replace("NNNN", "1234567890"));

        assertThat(answer.statusCode()).isEqualTo(422);
        JsonNode errors = RunningConsole.JSON.readTree(answer.body()).path("errors");
        assertThat(errors).anySatisfy(each -> {
            assertThat(each.path("field").asText()).isEqualTo(field);
            assertThat(each.path("detail").asText()).contains(detail);
        });
        assertThat(answer.body()).doesNotContain("1234567890");
        assertThat(console.stored.deeds).isEmpty();
        assertThat(console.stored.audits).singleElement().satisfies(each -> {
            assertThat(each.action()).isEqualTo(AuditRecord.Action.OTHER);
            assertThat(each.target()).isEqualTo(Things.id(1).toString());
            assertThat(each.note()).startsWith("Refused with 422").doesNotContain("1234567890");
        });
    }

    @Test
    void allThatIsWrongWithASilenceIsSaidAtOnce() throws IOException {
        HttpResponse<String> answer = console.post(
                "/api/silences",
                "{\"organisation\":\"nobody\",\"detector\":\"nothing\",\"from\":5,\"ceiling\":-1,\"analyst\":\"a\"}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(RunningConsole.JSON.readTree(answer.body()).path("errors"))
                .extracting(each -> each.path("field").asText())
                .containsExactlyInAnyOrder("organisation", "detector", "from", "ceiling", "until", "reason");
        assertThat(silenceUntil(NOW - 1).statusCode()).isEqualTo(422);
        assertThat(silenceUntil(NOW + Silence.LONGEST + 1).statusCode()).isEqualTo(422);
        assertThat(silenceUntil(NOW + Silence.LONGEST).statusCode()).isEqualTo(201);
    }

    private HttpResponse<String> silenceUntil(long until) {
        return console.post(
                "/api/silences",
                "{\"organisation\":\"bank-1\",\"reason\":\"r\",\"analyst\":\"a\",\"until\":" + until + "}");
    }

    @Test
    void anEndedStoreIsSaidAndNothingIsPretended() throws IOException {
        console.stored.broken = true;
        HttpResponse<String> answer = console.post(DECIDE, "{\"verdict\":\"TEST\",\"analyst\":\"amina\"}");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("10");
        assertThat(answer.body()).contains("Not stored: Kafka does not answer.");
        assertThat(console.json("/api/alerts")
                        .path("alerts")
                        .get(0)
                        .path("disposition")
                        .isNull())
                .isTrue();
    }

    @Test
    void bodiesAreShortJsonObjects() {
        assertThat(console.post(DECIDE, "{\"verdict\":").statusCode()).isEqualTo(400);
        assertThat(console.post(DECIDE, "[1]").statusCode()).isEqualTo(400);
        assertThat(console.post(DECIDE, "").statusCode()).isEqualTo(400);
        HttpResponse<String> tooLong = console.post(DECIDE, "{\"note\":\"" + "x".repeat(20_000) + "\"}");
        assertThat(tooLong.statusCode()).isEqualTo(413);
        HttpRequest.Builder form = HttpRequest.newBuilder(console.uri(DECIDE))
                .header("Content-Type", "text/plain")
                .header("X-Nidwatch", "1")
                .POST(HttpRequest.BodyPublishers.ofString("{}"));
        assertThat(console.send(form).statusCode()).isEqualTo(415);
        assertThat(console.post("/api/alerts/" + Things.id(2) + "/disposition", "{}")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void anotherSitesPageCannotWrite() {
        HttpRequest.Builder bare = HttpRequest.newBuilder(console.uri(DECIDE))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"));
        assertThat(console.send(bare).statusCode()).isEqualTo(403);
        assertThat(console.send(console.posting(DECIDE, "{}").header("Sec-Fetch-Site", "cross-site"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(console.send(console.posting(DECIDE, "{}").header("Origin", "https://evil.example"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(console.send(console.posting(DECIDE, "{}").header("Origin", "null"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(console.send(console.posting(DECIDE, "{}")
                                .header("Origin", "http://127.0.0.1:" + console.server.port())
                                .header("Sec-Fetch-Site", "same-origin"))
                        .statusCode())
                .isEqualTo(422);
    }
}
