// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Checks;
import org.nidwatch.intake.Query;
import org.nidwatch.intake.Verdict;
import org.nidwatch.ops.QueryMeter;
import org.nidwatch.window.Timeliness;

/**
 * Reads, checks and counts queries, and sends on what the watch has to say. The organisations are live objects; a commit
 * covers every record that was processed, so what they changed is put into the store {@link BeforeCommit before} it.
 */
final class WatchProcessor extends ContextualProcessor<byte[], Polled, String, Emission> {
    private static final Duration TICK = Duration.ofSeconds(1);

    private final String queriesTopic;
    private final CarefulReader reader;
    private final Checks checks;
    private final Watcher.Factory watchers;
    private final QueryMeter meter;
    private final WatchOutlet outlet;
    private final EventClock time;
    private final Clock clock;
    private final ReplaySpan span;
    private final Course course;
    private final BeforeCommit commits;
    private final TaskLookout lookout;
    private BeforeCommit.@Nullable Bell commit;
    private @Nullable Watcher watcher;

    WatchProcessor(
            String queriesTopic,
            CarefulReader reader,
            Checks checks,
            Watcher.Factory watchers,
            QueryMeter meter,
            WatchOutlet outlet,
            EventClock time,
            Clock clock,
            ReplaySpan span,
            Course course,
            BeforeCommit commits,
            TaskLookout lookout) {
        this.queriesTopic = queriesTopic;
        this.reader = reader;
        this.checks = checks;
        this.watchers = watchers;
        this.meter = meter;
        this.outlet = outlet;
        this.time = time;
        this.clock = clock;
        this.span = span;
        this.course = course;
        this.commits = commits;
        this.lookout = lookout;
    }

    @Override
    public void init(ProcessorContext<String, Emission> context) {
        super.init(context);
        outlet.open(context);
        KeyValueStore<Bytes, byte[]> organisations = context.getStateStore(DetectionTopology.ORGANISATIONS);
        Watcher restored = watchers.apply(outlet);
        try (KeyValueIterator<Bytes, byte[]> chunks = organisations.all()) {
            while (chunks.hasNext()) {
                KeyValue<Bytes, byte[]> chunk = chunks.next();
                if (!lookout.restore(chunk.key, chunk.value)) {
                    restored.restore(chunk.key.get(), chunk.value);
                }
            }
        }
        commit = commits.call(context, () -> keep(restored, organisations));
        watcher = restored;
        outlet.restored(restored.openAlerts());
        time.begin(clock.millis());
        lookout.begin(context);
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    @Override
    public void process(Record<byte[], Polled> record) {
        RecordMetadata at = context().recordMetadata().orElseThrow();
        List<ConsumerRecord<byte[], byte[]>> polled = record.value().records(record, at);
        Watcher live = watcher();
        long now = clock.millis();
        for (int i = 0; i < polled.size(); i++) {
            take(live, polled.get(i), now);
        }
        outlet.noCause();
        course.reached(time.newest());
        outlet.read(now, time.newest());
        mark();
    }

    private void take(Watcher live, ConsumerRecord<byte[], byte[]> record, long now) {
        byte[] value = record.value();
        Query query = reader.read(value);
        if (query == null) {
            String organisation = RejectHeaders.presentable(reader.peek(value));
            Origin origin = Origin.of(record, queriesTopic);
            reject(new Emission.QueryRejected(organisation, reader.why(), origin, size(value)));
            return;
        }
        if (checks.check(query, now) instanceof Verdict.Rejected refused) {
            String organisation = RejectHeaders.presentable(query.organisationId());
            Origin origin = Origin.of(record, queriesTopic);
            reject(new Emission.QueryRejected(organisation, refused.reason(), origin, size(value)));
            return;
        }
        if (!span.holds(query.occurredAt())) {
            return;
        }
        time.event(query.occurredAt());
        String organisation = query.organisationId();
        Enum<?> outcome = query.outcome();
        Timeliness timeliness;
        if (record.topic().equals(queriesTopic)) {
            // Where nearly all queries stand, and what needs no object to say so.
            outlet.cause(record.timestamp());
            timeliness = live.observe(query, record.partition(), record.offset());
        } else {
            Origin origin = Origin.of(record, queriesTopic);
            outlet.cause(origin.timestamp());
            timeliness = live.observe(query, origin.partition(), origin.offset());
        }
        meter.counted(organisation, outcome, timeliness == Timeliness.LATE);
        lookout.counted(organisation);
    }

    private void reject(Emission.QueryRejected rejected) {
        outlet.rejected(rejected);
        meter.rejected(rejected.reason());
        lookout.rejected(rejected.organisationId());
    }

    private void tick(long timestamp) {
        Watcher live = watcher();
        outlet.noCause();
        long now = time.tick(clock.millis());
        if (now != EventClock.UNKNOWN) {
            live.advance(now);
        }
        lookout.tick(outlet::coverage);
        mark();
    }

    // After the work: a cache that is switched off calls at once.
    private void mark() {
        if (commit != null) {
            commit.set();
        }
    }

    private void keep(Watcher live, KeyValueStore<Bytes, byte[]> organisations) {
        live.writeChanges((key, value) -> organisations.put(Bytes.wrap(key), value));
        lookout.keep(organisations);
    }

    private Watcher watcher() {
        if (watcher == null) {
            throw new IllegalStateException("the processor was not initialised");
        }
        return watcher;
    }

    private static int size(byte @Nullable [] value) {
        return value == null ? 0 : value.length;
    }

    @Override
    public void close() {
        outlet.close();
        lookout.close();
        watcher = null;
        commit = null;
    }
}
