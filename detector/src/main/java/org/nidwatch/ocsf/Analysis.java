// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ocsf;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.detect.Finding;

/** What was observed beside what is ordinary, as the schema tells anomalies and baselines. */
final class Analysis {
    private Analysis() {}

    static void write(ScrapingAlert alert, JsonGenerator out) throws IOException {
        if (alert.findings().isEmpty()) {
            return;
        }
        out.writeArrayFieldStart("anomaly_analyses");
        out.writeStartObject();
        target(alert, out);
        out.writeArrayFieldStart("anomalies");
        for (Finding each : alert.findings()) {
            observation(each, each.observed(), out);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("baselines");
        for (Finding each : alert.findings()) {
            observation(each, each.expected(), out);
        }
        out.writeEndArray();
        out.writeEndObject();
        out.writeEndArray();
    }

    private static void target(ScrapingAlert alert, JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("analysis_targets");
        out.writeStartObject();
        String credential = alert.credentialId();
        out.writeStringField("name", credential == null ? alert.organisationId() : credential);
        out.writeStringField("type", credential == null ? "Organisation" : "Credential");
        out.writeEndObject();
        out.writeEndArray();
    }

    private static void observation(Finding finding, double value, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("observation_parameter", finding.unit());
        out.writeStringField("observation_type", finding.detector());
        out.writeArrayFieldStart("observations");
        out.writeStartObject();
        out.writeStringField("value", Numbers.text(value));
        out.writeObjectFieldStart("timespan");
        out.writeNumberField("duration", finding.window().toMillis());
        out.writeNumberField("type_id", 1);
        out.writeStringField("type", "Milliseconds");
        out.writeEndObject();
        out.writeEndObject();
        out.writeEndArray();
        out.writeEndObject();
    }
}
