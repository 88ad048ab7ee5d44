// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ocsf;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.detect.Detectors;
import org.nidwatch.detect.Finding;

/**
 * One emission of an alert as an OCSF 1.8 Detection Finding (class 2004), one JSON object on one line. What the schema has no
 * place for stands under {@code unmapped} by the names of our own schema. Thread-safe.
 */
public final class OcsfForm {
    /** Version of the schema that is kept to. */
    public static final String SCHEMA = "1.8.0";

    private static final int CLASS = 2004;
    private static final long MINUTE_MILLIS = 60_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String productVersion;

    /**
     * A form that names this version of the product.
     *
     * @param productVersion not empty
     */
    public OcsfForm(String productVersion) {
        this.productVersion = productVersion;
    }

    /**
     * The emission on one line.
     *
     * @param emittedAtMillis wall clock when it was written, milliseconds since the epoch
     */
    public String alert(ScrapingAlert alert, long emittedAtMillis) {
        StringWriter line = new StringWriter(4_096);
        try (JsonGenerator out = JSON.createGenerator(line)) {
            out.writeStartObject();
            Activity activity = Activity.of(alert.phase());
            classification(alert, activity, out);
            occurrence(alert, out);
            metadata(alert, emittedAtMillis, out);
            findingInfo(alert, out);
            Evidence.write(alert, out);
            Analysis.write(alert, out);
            resources(out);
            remediation(alert, out);
            Unmapped.write(alert, out);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString();
    }

    private static void classification(ScrapingAlert alert, Activity activity, JsonGenerator out) throws IOException {
        out.writeNumberField("category_uid", 2);
        out.writeStringField("category_name", "Findings");
        out.writeNumberField("class_uid", CLASS);
        out.writeStringField("class_name", "Detection Finding");
        out.writeNumberField("activity_id", activity.id);
        out.writeStringField("activity_name", activity.caption);
        out.writeNumberField("type_uid", CLASS * 100 + activity.id);
        out.writeStringField("type_name", "Detection Finding: " + activity.caption);
        Caption severity = Caption.severity(alert.severity());
        out.writeNumberField("severity_id", severity.id());
        out.writeStringField("severity", severity.caption());
        Caption status = Caption.status(alert.phase());
        out.writeNumberField("status_id", status.id());
        out.writeStringField("status", status.caption());
        // What grew worse rings again; what merely goes on does not.
        out.writeBooleanField("is_alert", alert.phase() == Phase.OPENED || alert.phase() == Phase.ESCALATED);
        Caption confidence = Caption.confidence(alert.confidence());
        out.writeNumberField("confidence_id", confidence.id());
        out.writeStringField("confidence", confidence.caption());
        out.writeNumberField("confidence_score", Math.round(100 * alert.confidence()));
    }

    private static void occurrence(ScrapingAlert alert, JsonGenerator out) throws IOException {
        out.writeNumberField("time", time(alert));
        out.writeNumberField("timezone_offset", 0);
        out.writeNumberField("start_time", alert.episodeStart());
        out.writeNumberField("end_time", time(alert));
        out.writeNumberField("count", Math.min(Integer.MAX_VALUE, alert.queries()));
        out.writeStringField("message", alert.summary());
    }

    /** Event time of the emission: of what goes on, the minute in which it was told. */
    private static long time(ScrapingAlert alert) {
        Long end = alert.episodeEnd();
        if (end != null) {
            return end;
        }
        return alert.phase() == Phase.OPENED
                ? alert.detectedAt()
                : Math.max(alert.detectedAt(), alert.windowEnd() - MINUTE_MILLIS);
    }

    private void metadata(ScrapingAlert alert, long emittedAtMillis, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("metadata");
        out.writeStringField("version", SCHEMA);
        out.writeObjectFieldStart("product");
        out.writeStringField("name", "Nidwatch");
        out.writeStringField("uid", "nidwatch");
        out.writeStringField("vendor_name", "Nidwatch");
        out.writeStringField("version", productVersion);
        out.writeStringField("lang", "en");
        out.writeEndObject();
        out.writeStringField("uid", alert.alertId() + "-" + alert.sequence());
        out.writeStringField("correlation_uid", alert.alertId().toString());
        out.writeNumberField("sequence", alert.sequence());
        out.writeStringField("event_code", alert.phase().name());
        out.writeStringField("log_name", "alerts");
        out.writeStringField("log_provider", "nidwatch");
        out.writeNumberField("processed_time", emittedAtMillis);
        out.writeArrayFieldStart("labels");
        out.writeString(lower(alert.mode()));
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void findingInfo(ScrapingAlert alert, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart("finding_info");
        out.writeStringField("uid", alert.alertId().toString());
        out.writeStringField("title", Titles.of(alert));
        out.writeStringField("desc", alert.summary());
        out.writeArrayFieldStart("types");
        out.writeString(lower(alert.shape()));
        out.writeEndArray();
        out.writeNumberField("created_time", alert.detectedAt());
        out.writeNumberField("modified_time", time(alert));
        out.writeNumberField("first_seen_time", alert.episodeStart());
        out.writeNumberField("last_seen_time", time(alert));
        ScrapingAlert.ReplayRef ref = alert.replayRef();
        if (ref != null) {
            out.writeArrayFieldStart("data_sources");
            out.writeString(ref.topic());
            out.writeEndArray();
        }
        for (int i = 0; i < alert.findings().size(); i++) {
            if (i == 0) {
                out.writeFieldName("analytic");
            } else if (i == 1) {
                out.writeArrayFieldStart("related_analytics");
            }
            analytic(alert.findings().get(i), alert.settingsVersion(), out);
        }
        if (alert.findings().size() > 1) {
            out.writeEndArray();
        }
        Techniques.write(alert.shape(), out);
        out.writeEndObject();
    }

    private static void analytic(Finding finding, String version, JsonGenerator out) throws IOException {
        boolean learned = Detectors.learned(finding.detector());
        out.writeStartObject();
        out.writeStringField("uid", finding.detector());
        out.writeStringField("name", finding.detector());
        out.writeNumberField("type_id", learned ? 3 : 1);
        out.writeStringField("type", learned ? "Statistical" : "Rule");
        out.writeStringField("desc", finding.sentence());
        out.writeStringField("version", version);
        out.writeEndObject();
    }

    private static void resources(JsonGenerator out) throws IOException {
        out.writeArrayFieldStart("resources");
        out.writeStartObject();
        out.writeStringField("uid", "nid-register");
        out.writeStringField("name", "National ID register");
        out.writeStringField("type", "Database");
        out.writeEndObject();
        out.writeEndArray();
    }

    private static void remediation(ScrapingAlert alert, JsonGenerator out) throws IOException {
        if (!alert.runbook().isEmpty()) {
            out.writeObjectFieldStart("remediation");
            out.writeStringField(
                    "desc", "What it means, what else it could be, what to check, what to do: " + alert.runbook());
            out.writeArrayFieldStart("references");
            out.writeString(alert.runbook());
            out.writeEndArray();
            out.writeEndObject();
        }
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** What an emission does to the finding. */
    private enum Activity {
        CREATE(1, "Create"),
        UPDATE(2, "Update"),
        CLOSE(3, "Close");

        private final int id;
        private final String caption;

        Activity(int id, String caption) {
            this.id = id;
            this.caption = caption;
        }

        static Activity of(Phase phase) {
            return switch (phase) {
                case OPENED -> CREATE;
                case ESCALATED, UPDATED -> UPDATE;
                case CLOSED -> CLOSE;
            };
        }
    }
}
