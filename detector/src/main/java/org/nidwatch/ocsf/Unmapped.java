// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ocsf;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;
import java.util.UUID;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.intake.Token;

/** What OCSF has no attribute for, above all how many records went out; by the names of our own schema. */
final class Unmapped {
    private Unmapped() {}

    static void write(ScrapingAlert alert, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("unmapped");
        out.writeStringField("phase", alert.phase().name());
        out.writeStringField("organisation_id", alert.organisationId());
        out.writeStringField("scope", alert.scope().name());
        if (alert.credentialId() != null) {
            out.writeStringField("credential_id", alert.credentialId());
        }
        out.writeStringField("shape", alert.shape().name());
        out.writeStringField("mode", alert.mode().name());
        out.writeNumberField("window_start", alert.windowStart());
        out.writeNumberField("window_end", alert.windowEnd());
        out.writeNumberField("queries", alert.queries());
        out.writeNumberField("distinct_subjects", alert.distinctSubjects());
        out.writeNumberField("distinct_subjects_error", alert.distinctSubjectsError());
        out.writeNumberField("records_exposed", alert.recordsExposed());
        out.writeNumberField("records_exposed_before_alert", alert.recordsExposedBeforeAlert());
        Numbers.write("baseline_age_days", alert.baselineAgeDays(), out);
        out.writeStringField("settings_version", alert.settingsVersion());
        texts("sample_subjects", alert.sampleSubjects().stream().map(Token::hex).toList(), out);
        texts("member_organisations", alert.memberOrganisations(), out);
        texts("member_alerts", alert.memberAlerts().stream().map(UUID::toString).toList(), out);
        replayRef(alert, out);
        out.writeEndObject();
    }

    private static void replayRef(ScrapingAlert alert, JsonGenerator out) throws IOException {
        ScrapingAlert.ReplayRef ref = alert.replayRef();
        if (ref != null) {
            out.writeObjectFieldStart("replay_ref");
            out.writeStringField("topic", ref.topic());
            out.writeNumberField("partition", ref.partition());
            out.writeNumberField("first_offset", ref.firstOffset());
            out.writeNumberField("last_offset", ref.lastOffset());
            out.writeEndObject();
        }
    }

    private static void texts(String name, Collection<String> texts, JsonGenerator out) throws IOException {
        if (!texts.isEmpty()) {
            out.writeArrayFieldStart(name);
            for (String each : texts) {
                out.writeString(each);
            }
            out.writeEndArray();
        }
    }
}
