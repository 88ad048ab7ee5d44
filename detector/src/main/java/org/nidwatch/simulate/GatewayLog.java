// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Writer;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;

/** A JSON access log as Kong's file-log plugin writes it, number in the path. */
final class GatewayLog extends LogFile {
    private final JsonGenerator json;

    GatewayLog(Writer out) throws IOException {
        super(out);
        json = JsonLinesLog.generator(out);
    }

    @Override
    public void write(SimulatedQuery query) throws IOException {
        json.writeStartObject();
        json.writeNumberField("started_at", query.occurredAt());
        request(query);
        response(query);
        json.writeObjectFieldStart("consumer");
        json.writeStringField("custom_id", query.organisationId());
        json.writeEndObject();
        json.writeObjectFieldStart("authenticated_entity");
        json.writeStringField("id", query.credentialId());
        json.writeEndObject();
        json.writeStringField("client_ip", query.sourceAddress());
        json.writeObjectFieldStart("latencies");
        json.writeNumberField("request", 12 + (query.idHigh() & 63));
        json.writeEndObject();
        json.writeEndObject();
        json.writeRaw('\n');
    }

    private void request(SimulatedQuery query) throws IOException {
        json.writeObjectFieldStart("request");
        json.writeStringField("id", query.eventId());
        json.writeStringField("method", query.operation() == Operation.VERIFY ? "POST" : "GET");
        String nid = query.nid();
        json.writeStringField("uri", nid == null ? "/nid/search" : "/nid/records/" + nid);
        json.writeObjectFieldStart("querystring");
        if (query.purpose() != null) {
            json.writeStringField("purpose", query.purpose());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("headers");
        if (query.operatorId() != null) {
            json.writeStringField("x-operator", query.operatorId());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void response(SimulatedQuery query) throws IOException {
        json.writeObjectFieldStart("response");
        json.writeNumberField("status", status(query));
        json.writeObjectFieldStart("headers");
        if (query.outcome() == Outcome.DISCLOSED) {
            json.writeStringField("x-fields-returned", Integer.toString(query.fieldsReturned()));
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static int status(SimulatedQuery query) {
        return switch (query.outcome()) {
            case DISCLOSED, MATCHED -> 200;
            case MISMATCHED -> 422;
            case NOT_FOUND -> 404;
            case DENIED -> (query.idLow() & 1) == 0 ? 403 : 429;
            case ERROR, OTHER -> (query.idLow() & 1) == 0 ? 500 : 503;
        };
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
