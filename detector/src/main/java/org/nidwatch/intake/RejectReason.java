// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.intake;

/** Why a record was not counted. The names are public: they are a metric tag and a header value. */
public enum RejectReason {
    /** The record has no value. */
    EMPTY("the record has no value"),
    /** The first byte is not the Confluent magic byte 0, or the frame is shorter than 5 bytes. */
    NOT_FRAMED("the value does not start with the Confluent frame (byte 0, 4-byte schema id)"),
    /** The registry knows no schema with the id in the frame. */
    UNKNOWN_SCHEMA("the registry knows no schema with this id"),
    /** The schema in the frame is not one that NidQuery can be read from. */
    INCOMPATIBLE_SCHEMA("the writer's schema cannot be read as NidQuery"),
    /** The Avro bytes end early, run over, or hold impossible lengths or enum numbers. */
    UNDECODABLE("the Avro bytes are broken"),
    /** The organisation id is missing. */
    NO_ORGANISATION("organisation_id is empty"),
    /** An identifier is longer than allowed or holds control characters. */
    BAD_IDENTIFIER("an identifier is longer than 128 bytes, or holds control characters"),
    /** An identifier is a bare 10-, 13- or 17-digit number: it could be a citizen's. */
    LOOKS_LIKE_NID("organisation_id is a bare 10-, 13- or 17-digit number, which could be a citizen's"),
    /** The time lies further ahead of the clock than tolerated. */
    FUTURE_TIME("occurred_at lies in the future"),
    /** The time is negative or before the earliest plausible day. */
    IMPLAUSIBLE_TIME("occurred_at lies before the earliest plausible day");

    private final String sentence;

    RejectReason(String sentence) {
        this.sentence = sentence;
    }

    /** The reason in words, without any value of the record. */
    public String sentence() {
        return sentence;
    }
}
