// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

/** The Confluent wire format: byte 0, the schema id in 4 big-endian bytes, then plain Avro. */
final class Frame {
    static final byte MAGIC = 0;
    static final int HEADER_BYTES = 5;

    private Frame() {}

    /** Writes the header into the first 5 bytes. */
    static void putHeader(byte[] frame, int schemaId) {
        frame[0] = MAGIC;
        frame[1] = (byte) (schemaId >>> 24);
        frame[2] = (byte) (schemaId >>> 16);
        frame[3] = (byte) (schemaId >>> 8);
        frame[4] = (byte) schemaId;
    }

    /** Whether the value is long enough and starts with the magic byte. */
    static boolean isFramed(byte[] value) {
        return value.length >= HEADER_BYTES && value[0] == MAGIC;
    }

    /** The schema id of a value that {@link #isFramed}. */
    static int schemaId(byte[] value) {
        return (value[1] & 0xff) << 24 | (value[2] & 0xff) << 16 | (value[3] & 0xff) << 8 | (value[4] & 0xff);
    }

    /** TopicNameStrategy: the subject under which a topic's values are registered. */
    static String subject(String topic) {
        return topic + "-value";
    }
}
