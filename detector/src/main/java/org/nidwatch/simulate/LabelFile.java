// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** The truth about a run, for whoever scores a detector: one attack a line. */
public final class LabelFile {
    private LabelFile() {}

    /** One attack as JSON: times are milliseconds since the epoch, {@code end} exclusive. */
    public static String line(Ledger.Entry entry) {
        Attack attack = entry.attack();
        StringWriter out = new StringWriter(512);
        try (JsonGenerator json = JsonLinesLog.generator(out)) {
            json.writeStartObject();
            json.writeStringField("id", attack.id());
            json.writeStringField("kind", attack.kind().option());
            strings(json, "organisation_ids", attack.organisationIds());
            strings(json, "credential_ids", attack.credentialIds());
            json.writeNumberField("start", attack.start());
            json.writeNumberField("end", attack.end());
            json.writeNumberField("per_hour", attack.perHour());
            json.writeNumberField("intensity", attack.intensity());
            json.writeNumberField("events", entry.events());
            json.writeNumberField("records_exposed", entry.recordsExposed());
            json.writeBooleanField("records_exposed_at_least", entry.atLeast());
            time(json, "first_event", entry, entry.firstAt());
            time(json, "last_event", entry, entry.lastAt());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private static void strings(JsonGenerator json, String name, Iterable<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    private static void time(JsonGenerator json, String name, Ledger.Entry entry, long millis) throws IOException {
        if (entry.events() == 0) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, millis);
        }
    }
}
