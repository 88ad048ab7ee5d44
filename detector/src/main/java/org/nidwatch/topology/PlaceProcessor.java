// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Checks;
import org.nidwatch.intake.Query;
import org.nidwatch.intake.Verdict;
import org.nidwatch.ops.Meters;

/**
 * Finds queries that lie on another partition than their organisation's, as producers without keys or with another hash
 * leave them: several tasks would then each see a part of the organisation. What lies well goes on, already read.
 */
final class PlaceProcessor extends ContextualProcessor<byte[], Polled, byte[], Polled> {
    private final Reading reading;
    private final Checks checks;
    private final Placement placement;
    private final Meters meters;
    private final Course course;

    PlaceProcessor(CarefulReader reader, Checks checks, Placement placement, Meters meters, Course course) {
        this.reading = new Reading(reader);
        this.checks = checks;
        this.placement = placement;
        this.meters = meters;
        this.course = course;
    }

    @Override
    public void process(Record<byte[], Polled> record) {
        RecordMetadata at = context().recordMetadata().orElseThrow();
        List<ConsumerRecord<byte[], byte[]>> polled = record.value().records(record, at);
        course.read(polled.size());
        reading.read(polled);
        boolean some = false;
        for (int group = 0; group < reading.organisations(); group++) {
            String organisation = reading.organisation(group);
            if (organisation == null || placement.of(organisation) == at.partition()) {
                some = true;
            } else {
                some |= reading.leave(group, i -> moved(polled.get(i), reading.query(i), organisation));
            }
        }
        if (some) {
            context().forward(record.withValue(Polled.read(polled, reading)));
        }
    }

    // What will never be counted is rejected where it lies: moved, its bytes, which could hold anything, would be
    // copied.
    private boolean moved(ConsumerRecord<byte[], byte[]> record, @Nullable Query query, String organisation) {
        if (query == null || checks.check(query, Long.MAX_VALUE) instanceof Verdict.Rejected) {
            return false;
        }
        move(record, organisation);
        return true;
    }

    private void move(ConsumerRecord<byte[], byte[]> record, String organisation) {
        meters.misplaced();
        Record<byte[], Polled> moved = new Record<>(
                organisation.getBytes(StandardCharsets.UTF_8),
                Polled.misplaced(record.value()),
                context().currentSystemTimeMs());
        new Origin(record.topic(), record.partition(), record.offset(), record.timestamp()).addTo(moved.headers());
        context().forward(moved);
    }
}
