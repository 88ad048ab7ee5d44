// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ocsf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.alert.Severity;
import org.nidwatch.detect.Shape;

class OcsfFormTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long EMITTED = SampleAlerts.START + 271_000;

    private final OcsfForm form = new OcsfForm("0.1.0");
    private final OcsfRules rules = new OcsfRules();

    @Test
    void everyAlertKeepsTheSchemasRules() throws JsonProcessingException {
        List<ScrapingAlert> alerts = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            for (Severity severity : Severity.values()) {
                for (Shape shape : Shape.values()) {
                    alerts.add(SampleAlerts.of(phase, severity, shape));
                }
            }
        }
        alerts.add(SampleAlerts.together(List.of("bank-1", "bank-2", "telecom-3"), List.of(new UUID(5, 6))));

        for (ScrapingAlert alert : alerts) {
            JsonNode finding = finding(alert);
            assertThat(rules.broken(finding)).as("%s", finding).isEmpty();
        }
    }

    @Test
    void leavesOutNothingThatTheClassRecommends() throws JsonProcessingException {
        assertThat(rules.missingRecommended(finding(SampleAlerts.of(Phase.OPENED, Severity.HIGH, Shape.ENUMERATION))))
                .isEmpty();
    }

    @Test
    void theRulesWouldSeeWhatIsWrong() throws JsonProcessingException {
        ObjectNode finding = (ObjectNode) finding(SampleAlerts.of(Phase.OPENED, Severity.HIGH, Shape.HARVEST));
        finding.put("severity", "Critical");
        finding.put("time", SampleAlerts.START / 1000);
        finding.put("organisation", "bank-042");
        finding.put("activity_id", 2);
        finding.remove("metadata");
        ((ObjectNode) finding.path("finding_info")).remove("uid");
        ((ObjectNode) finding.path("evidences").get(0)).remove(List.of("actor", "data"));

        assertThat(rules.broken(finding))
                .containsExactlyInAnyOrder(
                        "/severity_id: severity must be High, is Critical",
                        "/time is no timestamp",
                        "/organisation is no attribute of detection_finding",
                        "/activity_id: activity_name must be Update, is Create",
                        "/metadata is required",
                        "/finding_info/uid is required",
                        "/evidences/0 needs one of [actor, api, connection_info, data, database, databucket, device,"
                                + " dst_endpoint, email, file, process, query, resources, src_endpoint, url, user, job, script]",
                        "type_uid is not class_uid * 100 + activity_id");
    }

    @Test
    void tellsWhatAnAnalystLooksFor() throws JsonProcessingException {
        JsonNode finding = finding(SampleAlerts.of(Phase.OPENED, Severity.HIGH, Shape.ENUMERATION));

        assertThat(finding.path("type_uid").asInt()).isEqualTo(200401);
        assertThat(finding.path("severity").asText()).isEqualTo("High");
        assertThat(finding.path("is_alert").asBoolean()).isTrue();
        assertThat(finding.path("time").asLong()).isEqualTo(SampleAlerts.START + 270_000);
        assertThat(finding.path("metadata").path("processed_time").asLong()).isEqualTo(EMITTED);
        assertThat(finding.path("metadata").path("uid").asText()).isEqualTo(new UUID(1, 2) + "-0");
        assertThat(finding.path("finding_info").path("title").asText())
                .isEqualTo("Numbers walked or guessed through bank-042, credential key-7");
        assertThat(finding.path("finding_info").path("analytic").path("uid").asText())
                .isEqualTo("miss-ratio");
        assertThat(finding.at("/finding_info/related_analytics/0/type").asText())
                .as("a learned detector")
                .isEqualTo("Statistical");
        assertThat(finding.at("/evidences/0/actor/user/org/uid").asText()).isEqualTo("bank-042");
        assertThat(finding.at("/evidences/4/src_endpoint/name").asText())
                .as("an address that is none")
                .isEqualTo("gateway-3");
        assertThat(finding.path("observables")).hasSize(2);
        assertThat(finding.path("unmapped").path("records_exposed_before_alert").asInt())
                .isEqualTo(410);
        assertThat(finding.at("/remediation/references/0").asText()).isEqualTo("deploy/triage/miss-ratio.md");
        assertThat(form.alert(SampleAlerts.of(Phase.OPENED, Severity.LOW, Shape.UNKNOWN), EMITTED))
                .as("one line")
                .doesNotContain("\n");
    }

    @Test
    void onlyWhatIsNewOrWorseRings() throws JsonProcessingException {
        assertThat(alertable(Phase.OPENED)).isTrue();
        assertThat(alertable(Phase.ESCALATED)).isTrue();
        assertThat(alertable(Phase.UPDATED)).isFalse();
        assertThat(alertable(Phase.CLOSED)).isFalse();
    }

    @Test
    void whatIsOverIsNotCalledReviewed() throws JsonProcessingException {
        JsonNode finding = finding(SampleAlerts.of(Phase.CLOSED, Severity.HIGH, Shape.HARVEST));

        assertThat(finding.path("activity_name").asText()).isEqualTo("Close");
        assertThat(finding.path("status_id").asInt()).isEqualTo(99);
        assertThat(finding.path("status").asText()).isEqualTo("Ended");
        assertThat(finding.path("time").asLong()).isEqualTo(SampleAlerts.START + 3_600_000);
    }

    private boolean alertable(Phase phase) throws JsonProcessingException {
        return finding(SampleAlerts.of(phase, Severity.HIGH, Shape.HARVEST))
                .path("is_alert")
                .asBoolean();
    }

    private JsonNode finding(ScrapingAlert alert) throws JsonProcessingException {
        return JSON.readTree(form.alert(alert, EMITTED));
    }
}
