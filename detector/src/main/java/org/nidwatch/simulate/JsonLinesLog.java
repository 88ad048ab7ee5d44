// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Tokeniser;

/** Canonical JSON Lines. */
final class JsonLinesLog extends LogFile {
    private final Timestamps times = Timestamps.iso();
    private final @Nullable Tokeniser tokeniser;
    private final JsonGenerator json;

    JsonLinesLog(Writer out, @Nullable Tokeniser tokeniser) throws IOException {
        super(out);
        this.tokeniser = tokeniser;
        json = generator(out);
    }

    /** One object a line. */
    static JsonGenerator generator(Writer out) throws IOException {
        JsonGenerator json = new JsonFactory().createGenerator(out);
        json.setPrettyPrinter(new MinimalPrettyPrinter(""));
        return json;
    }

    @Override
    public void write(SimulatedQuery query) throws IOException {
        json.writeStartObject();
        json.writeStringField("event_id", query.eventId());
        json.writeStringField("occurred_at", times.millis(query.occurredAt()));
        json.writeStringField("organisation_id", query.organisationId());
        json.writeStringField("credential_id", query.credentialId());
        text("operator_id", query.operatorId());
        text("source_address", query.sourceAddress());
        json.writeStringField("operation", query.operation().name());
        json.writeStringField("outcome", query.outcome().name());
        json.writeNumberField("fields_returned", query.fieldsReturned());
        subject(query);
        text("purpose", query.purpose());
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private void subject(SimulatedQuery query) throws IOException {
        String nid = query.nid();
        if (tokeniser == null) {
            text("nid", nid);
            return;
        }
        text("subject", nid == null ? null : tokeniser.subject(nid).hex());
        text("subject_block", nid == null ? null : tokeniser.block(nid).hex());
        json.writeNumberField("token_key_id", nid == null ? 0 : tokeniser.keyId());
    }

    private void text(String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    @Override
    public void flush() throws IOException {
        json.flush();
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
