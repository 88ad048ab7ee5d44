// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.nidwatch.ops.Meters;

/**
 * Finds queries that lie on another partition than their organisation's, as producers without keys or with another hash
 * leave them: several tasks would then each see a part of the organisation. What lies well goes on as it came.
 */
final class PlaceProcessor extends ContextualProcessor<byte[], Polled, byte[], Polled> {
    private final CarefulReader reader;
    private final Placement placement;
    private final Meters meters;
    private final Course course;

    PlaceProcessor(CarefulReader reader, Placement placement, Meters meters, Course course) {
        this.reader = reader;
        this.placement = placement;
        this.meters = meters;
        this.course = course;
    }

    @Override
    public void process(Record<byte[], Polled> record) {
        RecordMetadata at = context().recordMetadata().orElseThrow();
        List<ConsumerRecord<byte[], byte[]>> polled = record.value().records(record, at);
        course.read(polled.size());
        int first = firstMisplaced(polled, 0);
        if (first == polled.size()) {
            context().forward(record.value().isFolded() ? record : record.withValue(Polled.together(polled)));
            return;
        }
        List<ConsumerRecord<byte[], byte[]>> well = new ArrayList<>(polled.size());
        int from = 0;
        for (int next = first; next < polled.size(); next = firstMisplaced(polled, from)) {
            well.addAll(polled.subList(from, next));
            move(polled.get(next));
            from = next + 1;
        }
        well.addAll(polled.subList(from, polled.size()));
        if (!well.isEmpty()) {
            context().forward(record.withValue(Polled.together(well)));
        }
    }

    private int firstMisplaced(List<ConsumerRecord<byte[], byte[]>> polled, int from) {
        int i = from;
        while (i < polled.size() && liesWell(polled.get(i))) {
            i++;
        }
        return i;
    }

    private boolean liesWell(ConsumerRecord<byte[], byte[]> record) {
        String organisation = reader.organisation(record.value());
        // What cannot be read is rejected where it lies.
        return organisation == null || placement.of(organisation) == record.partition();
    }

    private void move(ConsumerRecord<byte[], byte[]> record) {
        String organisation = reader.organisation(record.value());
        if (organisation == null) {
            throw new IllegalStateException("a misplaced query names its organisation");
        }
        meters.misplaced();
        Record<byte[], Polled> moved = new Record<>(
                organisation.getBytes(StandardCharsets.UTF_8),
                Polled.misplaced(record.value()),
                context().currentSystemTimeMs());
        new Origin(record.topic(), record.partition(), record.offset(), record.timestamp()).addTo(moved.headers());
        context().forward(moved);
    }
}
