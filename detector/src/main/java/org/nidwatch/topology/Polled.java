// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * What one poll brought from one partition, still in bytes: many records that {@link PollFolding} folded into one, or
 * the value of one record that was not folded.
 */
final class Polled {
    private final List<ConsumerRecord<byte[], byte[]>> folded;
    private final @Nullable Reading reading;
    private final byte @Nullable [] value;
    private final boolean misplaced;

    private Polled(
            List<ConsumerRecord<byte[], byte[]>> folded,
            @Nullable Reading reading,
            byte @Nullable [] value,
            boolean misplaced) {
        this.reading = reading;
        this.folded = folded;
        this.value = value;
        this.misplaced = misplaced;
    }

    /** Records that were polled together: in order, not empty, of one partition. */
    static Polled together(List<ConsumerRecord<byte[], byte[]>> records) {
        return new Polled(records, null, null, false);
    }

    /** The same, and what they say; only until these are read anew, so it is passed on within the task alone. */
    static Polled read(List<ConsumerRecord<byte[], byte[]>> records, Reading reading) {
        return new Polled(records, reading, null, false);
    }

    /** The value of a record that came by itself. */
    static Polled alone(byte @Nullable [] value) {
        return new Polled(List.of(), null, value, false);
    }

    /** A value on its way to the partition where it belongs. */
    static Polled misplaced(byte @Nullable [] value) {
        return new Polled(List.of(), null, value, true);
    }

    boolean misplaced() {
        return misplaced;
    }

    /** Whether {@link #records} costs nothing. */
    boolean isFolded() {
        return !folded.isEmpty();
    }

    /** What the records say; null when they were not read yet. */
    @Nullable
    Reading reading() {
        return reading;
    }

    /** The value, of a record that came by itself. */
    byte @Nullable [] value() {
        return value;
    }

    /** The records in order; one that came by itself gets back what Kafka Streams knows of it. */
    List<ConsumerRecord<byte[], byte[]>> records(Record<byte[], Polled> record, RecordMetadata at) {
        return isFolded() ? folded : List.of(single(record, at));
    }

    // A record without key or value is a fact here, but the constructor's parameters are not annotated.
    @SuppressWarnings("NullAway")
    private ConsumerRecord<byte[], byte[]> single(Record<byte[], Polled> record, RecordMetadata at) {
        Headers headers = record.headers();
        return new ConsumerRecord<>(
                at.topic(),
                at.partition(),
                at.offset(),
                record.timestamp(),
                TimestampType.CREATE_TIME,
                record.key() == null ? 0 : record.key().length,
                value == null ? 0 : value.length,
                record.key(),
                value,
                headers,
                Optional.empty());
    }
}
