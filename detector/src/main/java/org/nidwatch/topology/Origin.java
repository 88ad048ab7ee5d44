// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Where a query stands in the queries topic, also after it was moved to the partition where it belongs.
 *
 * @param timestamp when the broker (or the producer) stamped it, milliseconds since the epoch
 */
record Origin(String topic, int partition, long offset, long timestamp) {
    private static final String KEY = "nidwatch.origin";
    private static final int BYTES = Integer.BYTES + 2 * Long.BYTES;

    /** Of a record of the queries topic, or of one that carries its origin along. */
    static Origin of(ConsumerRecord<byte[], byte[]> record, String queriesTopic) {
        // Only what we moved ourselves may say that it comes from elsewhere.
        Header header =
                record.topic().equals(queriesTopic) ? null : record.headers().lastHeader(KEY);
        if (header == null || header.value().length != BYTES) {
            return new Origin(record.topic(), record.partition(), record.offset(), record.timestamp());
        }
        ByteBuffer origin = ByteBuffer.wrap(header.value());
        return new Origin(queriesTopic, origin.getInt(), origin.getLong(), origin.getLong());
    }

    void addTo(Headers headers) {
        ByteBuffer origin = ByteBuffer.allocate(BYTES);
        headers.add(
                KEY, origin.putInt(partition).putLong(offset).putLong(timestamp).array());
    }
}
