// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.Severity;
import org.nidwatch.intake.Token;
import org.nidwatch.ops.Health;
import org.nidwatch.policy.Canary;
import org.nidwatch.policy.Disposition;
import org.nidwatch.policy.Probe;
import org.nidwatch.watch.Coverage;

class ConsoleReadsTest {
    private static final long NOW = Things.NOW;
    private static final long MINUTE = 60_000;

    private RunningConsole console;

    @BeforeEach
    void start() throws IOException {
        console = RunningConsole.open().current();
    }

    @AfterEach
    void stop() {
        console.close();
    }

    private void opened(int number, Severity severity) {
        console.feed().alert(Things.alert(number, 0, Phase.OPENED, severity), NOW);
    }

    @Test
    void theWallHasEveryOrganisationByRisk() throws IOException {
        console.feed().organisation("bank-0", Things.organisation("bank-0"));
        console.feed().activity(Things.activity("bank-1", NOW, 40, 90));
        console.feed().activity(Things.activity("bank-1", NOW - MINUTE, 20, 10));
        console.feed().activity(Things.activity("bank-2", NOW, 10, 95));
        opened(1, Severity.HIGH);
        console.feed().silence("s", Things.silence("bank-1", NOW - 1, NOW + 1));

        JsonNode wall = console.json("/api/organisations").path("organisations");

        assertThat(wall).extracting(each -> each.path("id").asText()).containsExactly("bank-2", "bank-1", "bank-0");
        JsonNode bank = wall.get(1);
        assertThat(bank.path("minute").asLong()).isEqualTo(NOW);
        assertThat(bank.path("risk").asInt()).isEqualTo(90);
        assertThat(bank.path("risk_detector").asText()).isEqualTo("miss-ratio");
        assertThat(bank.path("queries").asInt()).isEqualTo(40);
        assertThat(bank.path("queries_last_hour").asInt()).isEqualTo(60);
        assertThat(bank.path("expected_last_hour").asDouble()).isEqualTo(30);
        assertThat(bank.path("open_alerts").asInt()).isEqualTo(1);
        assertThat(bank.path("worst_open").asText()).isEqualTo("HIGH");
        assertThat(bank.path("silences").asInt()).isEqualTo(1);
        assertThat(wall.get(2).path("name").asText()).isEqualTo("Name of bank-0");
        assertThat(wall.get(2).path("risk").isNull()).isTrue();
    }

    @Test
    void anOrganisationsPageSaysWhyThereIsNoAlert() throws IOException {
        long hour = NOW - NOW % 3_600_000;
        console.feed().organisation("bank-1", Things.organisation("bank-1"));
        console.feed().activity(Things.activity("bank-1", hour, 10, 70));
        console.feed().activity(Things.activity("bank-1", hour + MINUTE, 30, 20));
        console.feed().silence("a", Things.silence("bank-1", NOW + 5_000, NOW + 9_000));
        console.feed().silence("b", Things.silence("bank-1", NOW - 9_000, NOW - 5_000));

        JsonNode page = console.json("/api/organisations/bank-1?minutes=2");

        assertThat(page.path("declared").path("declared_quota_per_day").asLong())
                .isEqualTo(50_000);
        assertThat(page.path("latest").path("queries").asInt()).isEqualTo(30);
        JsonNode nearest = page.path("detectors").get(0);
        assertThat(nearest.path("detector").asText()).isEqualTo("miss-ratio");
        assertThat(nearest.path("score").asDouble()).isEqualTo(0.2);
        assertThat(nearest.path("highest_score").asDouble()).isEqualTo(0.7);
        assertThat(nearest.path("highest_at").asLong()).isEqualTo(hour);
        assertThat(page.path("activity").path("minutes")).hasSize(2);
        assertThat(page.path("activity").path("queries").get(1).asInt()).isEqualTo(30);
        assertThat(page.path("silences")).hasSize(1);
        assertThat(console.json("/api/organisations/bank-1?minutes=1")
                        .path("activity")
                        .path("minutes"))
                .hasSize(1);
    }

    @Test
    void anAlertsPageHasAllItsFieldsItsLifeAndWhatWasDecided() throws IOException {
        console.feed().organisation("bank-1", Things.organisation("bank-1"));
        opened(1, Severity.LOW);
        console.feed().alert(Things.alert(1, 1, Phase.ESCALATED, Severity.HIGH), NOW + 1);
        console.feed().alert(Things.alert(1, 1, Phase.ESCALATED, Severity.HIGH), NOW + 1);
        console.feed()
                .disposition(
                        Things.id(1).toString(),
                        new Disposition(Things.id(1), Disposition.Verdict.BENIGN, "amina", "agreed", "bank-1", NOW));
        console.feed().silence("s", Things.silence("bank-1", NOW - 1, NOW + 1));

        JsonNode page = console.json("/api/alerts/" + Things.id(1));

        assertThat(page.path("alert").path("severity").asText()).isEqualTo("HIGH");
        assertThat(page.path("alert").path("emitted_at").asLong()).isEqualTo(NOW + 1);
        assertThat(page.path("alert").path("sample_subjects").get(0).asText()).hasSize(32);
        assertThat(page.path("alert").path("findings").get(0).path("window").asText())
                .isEqualTo("PT1H");
        assertThat(page.path("organisation_name").asText()).isEqualTo("Name of bank-1");
        assertThat(page.path("timeline"))
                .extracting(each -> each.path("phase").asText())
                .containsExactly("OPENED", "ESCALATED");
        assertThat(page.path("timeline_complete").asBoolean()).isTrue();
        assertThat(page.path("dispositions").get(0).path("verdict").asText()).isEqualTo("BENIGN");
        assertThat(page.path("silences").get(0).path("state").asText()).isEqualTo("IN_FORCE");
        assertThat(page.path("declared").path("contacts").get(0).asText()).isEqualTo("soc");
    }

    @Test
    void aLongLifeIsKeptByItsFirstAndItsNewestSteps() throws IOException {
        opened(1, Severity.LOW);
        for (int i = 1; i <= 100; i++) {
            console.feed().alert(Things.alert(1, i, Phase.UPDATED, Severity.LOW), NOW + i);
        }
        JsonNode page = console.json("/api/alerts/" + Things.id(1));

        assertThat(page.path("timeline")).hasSize(AlertEntry.STEPS);
        assertThat(page.path("timeline").get(0).path("sequence").asInt()).isZero();
        assertThat(page.path("timeline").get(63).path("sequence").asInt()).isEqualTo(100);
        assertThat(page.path("timeline_complete").asBoolean()).isFalse();
    }

    @Test
    void theQueueIsSortedBySeverityThenAge() throws IOException {
        opened(3, Severity.HIGH);
        opened(2, Severity.HIGH);
        opened(1, Severity.LOW);
        opened(4, Severity.CRITICAL);
        console.feed().alert(Things.alert(5, 0, Phase.OPENED, Severity.CRITICAL), NOW);
        console.feed().alert(Things.alert(5, 1, Phase.CLOSED, Severity.CRITICAL), NOW);

        assertThat(ids("/api/alerts")).containsExactly(4, 2, 3, 1);
        assertThat(ids("/api/alerts?sort=newest&phase=all")).containsExactly(5, 4, 3, 2, 1);
        assertThat(ids("/api/alerts?sort=oldest&phase=closed")).containsExactly(5);
        assertThat(ids("/api/alerts?severity=LOW,CRITICAL")).containsExactly(4, 1);
        assertThat(ids("/api/alerts?organisation=bank-1")).containsExactly(4, 1);
        assertThat(ids("/api/alerts?shape=PROBE")).isEmpty();
        assertThat(ids("/api/alerts?text=BANK-2")).containsExactly(2);
        assertThat(console.json("/api/alerts").path("open").path("HIGH").asInt())
                .isEqualTo(2);
    }

    private List<Integer> ids(String path) throws IOException {
        List<Integer> ids = new ArrayList<>();
        for (JsonNode each : console.json(path).path("alerts")) {
            ids.add(number(each));
        }
        return ids;
    }

    private static int number(JsonNode alert) {
        return (int) (java.util.UUID.fromString(alert.path("alert_id").asText()).getLeastSignificantBits() & 0xffff);
    }

    /** While pages are turned, alerts arrive, rise and close. */
    @ParameterizedTest
    @ValueSource(strings = {"sort=severity", "sort=newest", "sort=oldest", "sort=severity&phase=all"})
    void everyAlertThatWasThereComesExactlyOnce(String parameters) throws IOException {
        for (int i = 0; i < 100; i++) {
            opened(i, Severity.values()[i % 3]);
        }
        List<Integer> seen = new ArrayList<>();
        String cursor = "";
        int page = 0;
        do {
            JsonNode answer = console.json("/api/alerts?limit=7&" + parameters + cursor);
            assertThat(answer.path("total").asInt()).isEqualTo(100);
            answer.path("alerts").forEach(each -> seen.add(number(each)));
            cursor = answer.path("next_cursor").isNull()
                    ? ""
                    : "&cursor=" + answer.path("next_cursor").asText();
            page++;
            opened(200 + page, Severity.CRITICAL);
            console.feed().alert(Things.alert(99 - page, 1, Phase.ESCALATED, Severity.CRITICAL), NOW);
            console.feed().alert(Things.alert(page, 1, Phase.CLOSED, Severity.HIGH), NOW);
        } while (!cursor.isEmpty());

        assertThat(page).isEqualTo(15);
        assertThat(seen).hasSize(100).doesNotHaveDuplicates();
        assertThat(Set.copyOf(seen)).isEqualTo(numbers(100));
    }

    private static Set<Integer> numbers(int until) {
        Set<Integer> all = new HashSet<>();
        for (int i = 0; i < until; i++) {
            all.add(i);
        }
        return all;
    }

    @Test
    void aCursorHoldsForItsOwnParametersAlone() throws IOException {
        opened(1, Severity.LOW);
        opened(2, Severity.LOW);
        String cursor = console.json("/api/alerts?limit=1").path("next_cursor").asText();

        assertThat(console.get("/api/alerts?limit=1&sort=newest&cursor=" + cursor)
                        .statusCode())
                .isEqualTo(400);
        assertThat(console.get("/api/alerts?cursor=abc").statusCode()).isEqualTo(400);
        try (RunningConsole other = RunningConsole.open()) {
            assertThat(other.get("/api/alerts?limit=1&cursor=" + cursor).statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void beyondTheLimitTheOldestClosedAlertsAreLetGoAndThatIsSaid() throws IOException {
        try (RunningConsole small = RunningConsole.keeping(3).current()) {
            for (int i = 0; i < 5; i++) {
                small.feed().alert(Things.alert(i, 0, Phase.OPENED, Severity.LOW), NOW + i);
                if (i < 2) {
                    small.feed().alert(Things.alert(i, 1, Phase.CLOSED, Severity.LOW), NOW + i);
                }
            }
            // Heard again late, from another topic: it stays forgotten.
            small.feed().alert(Things.alert(0, 0, Phase.OPENED, Severity.LOW), NOW);

            JsonNode all = small.json("/api/alerts?phase=all&sort=oldest");
            assertThat(all.path("alerts")).extracting(ConsoleReadsTest::number).containsExactly(2, 3, 4);
            assertThat(all.path("dropped").asInt()).isEqualTo(2);
            assertThat(small.json("/api/status").path("alerts").path("dropped").asInt())
                    .isEqualTo(2);
        }
    }

    @Test
    void aReplaysAlertsAreNotForTheQueue() throws IOException {
        console.feed()
                .alert(Things.alert(Things.id(1), 0, Phase.OPENED, Severity.HIGH, "bank-1", NOW, Mode.REPLAY), NOW);

        assertThat(ids("/api/alerts?phase=all")).isEmpty();
    }

    @Test
    void silencesThatHideAreNamedAndNoOthers() throws IOException {
        opened(1, Severity.HIGH);
        console.feed().silence("in force", Things.silence("bank-1", NOW - 1, NOW + 1));
        console.feed().silence("over", Things.silence("bank-1", NOW - 2, NOW - 1));
        console.feed()
                .silence(
                        "other detector",
                        new org.nidwatch.policy.Silence(
                                "bank-1", "block-fill", NOW - 1, NOW + 1, null, "amina", "because"));
        console.feed()
                .silence(
                        "low ceiling",
                        new org.nidwatch.policy.Silence("bank-1", null, NOW - 3, NOW + 1, 10L, "amina", "because"));

        JsonNode silenced = console.json("/api/alerts").path("alerts").get(0).path("silenced_by");
        assertThat(silenced).hasSize(1);
        assertThat(silenced.get(0).asText()).startsWith("bank-1/all/");
        assertThat(console.json("/api/silences").path("silences")).hasSize(4);
    }

    @Test
    void coverageIsToldOnceAndItsTimeNotTwice() throws IOException {
        Coverage one = new Coverage(NOW - 10_000, NOW - 5_000, 1, null, Coverage.Cause.LAG);
        console.feed().coverage(one);
        console.feed().coverage(one);
        console.feed().coverage(new Coverage(NOW - 8_000, NOW - 4_000, 2, null, Coverage.Cause.STOPPED));
        console.feed().coverage(new Coverage(1, 2, 2, null, Coverage.Cause.STOPPED));

        JsonNode recent = console.json("/api/coverage");
        assertThat(recent.path("spans")).hasSize(2);
        assertThat(recent.path("blind_millis").asLong()).isEqualTo(6_000);
        assertThat(console.json("/api/coverage?from=0&until=10").path("spans")).hasSize(1);
        assertThat(console.json("/api/status").path("blind").asBoolean()).isTrue();
    }

    @Test
    void theStatusSaysWhenItIsBehindOrBlind() throws IOException {
        assertThat(console.json("/api/status").path("behind").asBoolean()).isFalse();
        console.lag = 5_000;
        assertThat(console.json("/api/status").path("behind").asBoolean()).isTrue();
        console.health = new Health(true, false, "restoring");
        JsonNode status = console.json("/api/status");
        assertThat(status.path("blind").asBoolean()).isTrue();
        assertThat(status.path("reason").asText()).isEqualTo("restoring");
        assertThat(status.path("zone").asText()).isEqualTo("Asia/Dhaka");
        console.feed().feed(ConsoleInlet.FeedState.BROKEN, "Kafka is away");
        assertThat(console.json("/api/status").path("feed").path("state").asText())
                .isEqualTo("BROKEN");
    }

    @Test
    void decoysAndProbesAreShownWithoutTheirTokens() throws IOException {
        Token token = new Token(0x0102030405060708L, 0x090a0b0c0d0e0f10L);
        console.feed().canary(token.hex(), new Canary(token, "decoy", "bank-1"));
        Probe probe = new Probe(token, NOW, NOW + 1, "bot 7", 0);
        console.feed().probe(probe.id(), probe);

        assertThat(console.get("/api/canaries").body())
                .contains("decoy", "01020304")
                .doesNotContain("05060708");
        assertThat(console.get("/api/probes").body()).contains("bot 7", "OPEN").doesNotContain("05060708");
        console.feed().canary(token.hex(), null);
        assertThat(console.json("/api/canaries").path("total").asInt()).isZero();
    }

    @Test
    void twoThousandOrganisationsAreKeptAndTheRestIsCounted() throws IOException {
        for (int i = 0; i < 2_003; i++) {
            console.feed().activity(Things.activity("org-" + i, NOW, 1, 1));
        }
        JsonNode wall = console.json("/api/organisations");
        assertThat(wall.path("organisations")).hasSize(2_000);
        assertThat(wall.path("dropped").asInt()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/alerts?limit=0",
                "/api/alerts?limit=1234567890",
                "/api/alerts?phase=1234567890",
                "/api/alerts?severity=1234567890",
                "/api/alerts?shape=LOW",
                "/api/alerts?sort=1234567890",
                "/api/alerts?1234567890=1",
                "/api/alerts?phase=open&phase=open",
                "/api/organisations/bank-1?minutes=9999",
                "/api/coverage?from=5&until=5",
                "/api/status?x=1"
            })
    void aBadParameterIsRefusedAndNotRepeated(String path) {
        console.feed().activity(Things.activity("bank-1", NOW, 1, 1));
        var answer = console.get(path);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("urn:nidwatch:problem:bad-request").doesNotContain("1234567890");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/alerts/1234567890",
                "/api/alerts/9c54c675-8d20-5943-93be-31c4a641ad83",
                "/api/organisations/1234567890",
                "/api/1234567890",
                "/api",
                "/api/"
            })
    void whatIsNotThereIsSaidWithoutItsName(String path) {
        var answer = console.get(path);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).doesNotContain("1234567890").doesNotContain("Exception");
    }
}
