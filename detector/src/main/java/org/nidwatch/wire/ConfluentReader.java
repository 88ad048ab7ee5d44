// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Deserializer;
import org.nidwatch.intake.RejectReason;

/** Confluent's deserialiser, with our reasons for what it cannot read. Not thread-safe. */
final class ConfluentReader {
    /** Only used to name a subject, and ids are looked up by number. */
    private static final String TOPIC = "nidwatch";

    private final ConfluentClient client;
    private final Deserializer<Object> deserializer;

    ConfluentReader(ConfluentClient client, Deserializer<Object> deserializer) {
        this.client = client;
        this.deserializer = deserializer;
    }

    /** The record, by its writer's schema. */
    GenericRecord read(byte @org.jspecify.annotations.Nullable [] value) {
        byte[] framed = LeanQueryReader.framed(value);
        try {
            return client.calling("read a schema", () -> deserialize(framed));
        } catch (UnknownSchemaException e) {
            throw UnreadableException.because(RejectReason.UNKNOWN_SCHEMA);
        }
    }

    private GenericRecord deserialize(byte[] framed) {
        Object value;
        try {
            value = deserializer.deserialize(TOPIC, framed);
        } catch (KafkaException e) {
            if (ConfluentClient.errorCode(e) != 0 || registryFailed(e)) {
                throw e;
            }
            throw UnreadableException.undecodable();
        } catch (AvroRuntimeException | UnsupportedOperationException | IndexOutOfBoundsException e) {
            throw UnreadableException.undecodable();
        }
        if (value instanceof GenericRecord record) {
            return record;
        }
        throw UnreadableException.incompatible();
    }

    /** Broken bytes end in an EOFException too; a registry that cannot be reached ends in one of java.net or TLS. */
    private static boolean registryFailed(KafkaException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof java.io.EOFException) {
                return false;
            }
        }
        return ConfluentClient.unreachable(e);
    }
}
