// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ocsf;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.nidwatch.detect.Shape;

/** The techniques of MITRE ATT&CK that a shape of abuse is. */
final class Techniques {
    private Techniques() {}

    static void write(Shape shape, JsonGenerator out) throws IOException {
        if (shape == Shape.UNKNOWN) {
            return;
        }
        out.writeArrayFieldStart("attacks");
        out.writeStartObject();
        technique("technique", "T1213", "Data from Information Repositories", out);
        technique("sub_technique", "T1213.006", "Databases", out);
        tactic(out);
        out.writeEndObject();
        if (shape == Shape.ENUMERATION || shape == Shape.HARVEST || shape == Shape.RESALE) {
            out.writeStartObject();
            technique("technique", "T1119", "Automated Collection", out);
            tactic(out);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void technique(String field, String uid, String name, JsonGenerator out) throws IOException {
        out.writeObjectFieldStart(field);
        out.writeStringField("uid", uid);
        out.writeStringField("name", name);
        out.writeEndObject();
    }

    private static void tactic(JsonGenerator out) throws IOException {
        technique("tactic", "TA0009", "Collection", out);
    }
}
