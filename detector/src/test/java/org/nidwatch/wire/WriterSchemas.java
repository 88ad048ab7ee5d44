// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;

/** Schemas that producers of queries could have: older, newer, ordered otherwise, with other types. */
final class WriterSchemas {
    static final String EVENT_ID = field("event_id", "\"string\"");
    static final String OCCURRED_AT = field("occurred_at", "{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}");
    static final String ORGANISATION = field("organisation_id", "\"string\"");
    static final String CREDENTIAL = field("credential_id", "\"string\"");
    static final String OPERATOR = field("operator_id", "[\"null\",\"string\"]");
    static final String ADDRESS = field("source_address", "[\"null\",\"string\"]");
    static final String OPERATION = field(
            "operation",
            "{\"type\":\"enum\",\"name\":\"Operation\",\"symbols\":[\"RETRIEVE\",\"VERIFY\",\"SEARCH\",\"OTHER\"]}");
    static final String OUTCOME = field(
            "outcome",
            "{\"type\":\"enum\",\"name\":\"Outcome\",\"symbols\":[\"DISCLOSED\",\"MATCHED\",\"MISMATCHED\",\"NOT_FOUND\","
                    + "\"DENIED\",\"ERROR\",\"OTHER\"]}");
    static final String FIELDS_RETURNED = field("fields_returned", "\"int\"");
    static final String SUBJECT = field("subject", "[\"null\",{\"type\":\"fixed\",\"name\":\"Token\",\"size\":16}]");
    static final String BLOCK = field("subject_block", "[\"null\",\"Token\"]");
    static final String TOKEN_KEY_ID = field("token_key_id", "\"int\"");
    static final String PURPOSE = field("purpose", "[\"null\",\"string\"]");

    static final Schema CURRENT = new Schema.Parser().parse(Contract.NID_QUERY.schemaJson());

    private WriterSchemas() {}

    static String field(String name, String type) {
        return "{\"name\":\"" + name + "\",\"type\":" + type + "}";
    }

    static Schema of(String... fields) {
        return new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"NidQuery\",\"namespace\":\"org.nidwatch.event\",\"fields\":["
                        + String.join(",", fields) + "]}");
    }

    static Schema current() {
        return CURRENT;
    }

    /** All of these Avro can read as NidQuery, and we have a plan for each. */
    static Map<String, Schema> planned() {
        Map<String, Schema> schemas = new LinkedHashMap<>();
        schemas.put("current", current());
        schemas.put("only what has no default", of(EVENT_ID, OCCURRED_AT, ORGANISATION, CREDENTIAL));
        schemas.put(
                "another order",
                of(
                        PURPOSE,
                        TOKEN_KEY_ID,
                        SUBJECT,
                        BLOCK,
                        OUTCOME,
                        OPERATION,
                        CREDENTIAL,
                        ADDRESS,
                        ORGANISATION,
                        OCCURRED_AT,
                        EVENT_ID,
                        OPERATOR,
                        FIELDS_RETURNED));
        schemas.put(
                "null last in unions",
                of(
                        EVENT_ID,
                        OCCURRED_AT,
                        ORGANISATION,
                        CREDENTIAL,
                        field("operator_id", "[\"string\",\"null\"]"),
                        field("source_address", "[\"string\",\"null\"]"),
                        field("subject", "[{\"type\":\"fixed\",\"name\":\"Token\",\"size\":16},\"null\"]"),
                        field("subject_block", "[\"Token\",\"null\"]"),
                        field("purpose", "[\"string\",\"null\"]")));
        schemas.put(
                "no unions where we have them",
                of(
                        EVENT_ID,
                        OCCURRED_AT,
                        ORGANISATION,
                        CREDENTIAL,
                        field("operator_id", "\"string\""),
                        field("source_address", "\"null\""),
                        field("subject", "{\"type\":\"fixed\",\"name\":\"Token\",\"size\":16}"),
                        field("purpose", "\"bytes\"")));
        schemas.put(
                "promoted types",
                of(
                        field("event_id", "\"bytes\""),
                        field("occurred_at", "\"int\""),
                        field("organisation_id", "\"bytes\""),
                        field("credential_id", "\"bytes\""),
                        field("operator_id", "[\"null\",\"bytes\"]")));
        schemas.put(
                "symbols added and ordered otherwise",
                of(
                        EVENT_ID,
                        OCCURRED_AT,
                        ORGANISATION,
                        CREDENTIAL,
                        field(
                                "operation",
                                "{\"type\":\"enum\",\"name\":\"Operation\",\"symbols\":[\"EXPORT\",\"SEARCH\","
                                        + "\"RETRIEVE\",\"OTHER\"]}"),
                        field(
                                "outcome",
                                "[\"null\",{\"type\":\"enum\",\"name\":\"Outcome\",\"symbols\":[\"THROTTLED\",\"OTHER\","
                                        + "\"NOT_FOUND\",\"DISCLOSED\"]}]")));
        schemas.put("newer, with fields of every type", newer());
        schemas.put(
                "nullable where we need a value",
                of(
                        EVENT_ID,
                        OCCURRED_AT,
                        ORGANISATION,
                        CREDENTIAL,
                        field("fields_returned", "[\"null\",\"int\"]"),
                        field("token_key_id", "[\"int\",\"null\"]")));
        return schemas;
    }

    private static Schema newer() {
        return of(
                field("a_boolean", "\"boolean\""),
                field("a_float", "\"float\""),
                EVENT_ID,
                field("a_double", "\"double\""),
                OCCURRED_AT,
                field("some_bytes", "\"bytes\""),
                field("a_map", "{\"type\":\"map\",\"values\":[\"null\",\"long\",\"string\"]}"),
                ORGANISATION,
                field("a_list", "{\"type\":\"array\",\"items\":{\"type\":\"map\",\"values\":\"int\"}}"),
                CREDENTIAL,
                field(
                        "a_tree",
                        "{\"type\":\"record\",\"name\":\"Node\",\"fields\":[{\"name\":\"v\",\"type\":\"long\"},"
                                + "{\"name\":\"next\",\"type\":[\"null\",\"Node\"]}]}"),
                field("an_enum", "{\"type\":\"enum\",\"name\":\"Colour\",\"symbols\":[\"RED\",\"GREEN\"]}"),
                OPERATOR,
                ADDRESS,
                field("a_fixed", "{\"type\":\"fixed\",\"name\":\"Three\",\"size\":3}"),
                field("nothing", "\"null\""),
                OPERATION,
                OUTCOME,
                FIELDS_RETURNED,
                field("an_int", "\"int\""),
                SUBJECT,
                BLOCK,
                TOKEN_KEY_ID,
                PURPOSE,
                field("a_string", "\"string\""));
    }

    /** Avro can read these, and we leave it to Avro. */
    static Map<String, Schema> unplanned() {
        Map<String, Schema> schemas = new LinkedHashMap<>();
        schemas.put(
                "a union of three",
                of(
                        EVENT_ID,
                        OCCURRED_AT,
                        ORGANISATION,
                        CREDENTIAL,
                        field("operator_id", "[\"null\",\"bytes\",\"string\"]")));
        schemas.put(
                "a union of one",
                of(EVENT_ID, OCCURRED_AT, ORGANISATION, field("credential_id", "[\"string\"]"), ADDRESS));
        schemas.put("a union around the record", Schema.createUnion(Schema.create(Schema.Type.NULL), current()));
        return schemas;
    }

    /** Avro cannot read these as NidQuery. */
    static Map<String, Schema> incompatible() {
        Map<String, Schema> schemas = new LinkedHashMap<>();
        schemas.put("a string", Schema.create(Schema.Type.STRING));
        schemas.put("no organisation", of(EVENT_ID, OCCURRED_AT, CREDENTIAL));
        schemas.put("time as string", of(EVENT_ID, field("occurred_at", "\"string\""), ORGANISATION, CREDENTIAL));
        schemas.put(
                "a longer token",
                of(
                        EVENT_ID,
                        OCCURRED_AT,
                        ORGANISATION,
                        CREDENTIAL,
                        field("subject", "[\"null\",{\"type\":\"fixed\",\"name\":\"Token\",\"size\":32}]")));
        schemas.put(
                "fields returned as long",
                of(EVENT_ID, OCCURRED_AT, ORGANISATION, CREDENTIAL, field("fields_returned", "\"long\"")));
        return schemas;
    }
}
