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
import org.nidwatch.intake.RejectReason;
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
    private final Reading reading;
    private final Checks checks;
    private final Watcher.Factory watchers;
    private final QueryMeter meter;
    private final WatchOutlet outlet;
    private final EventClock time;
    private final ReadToEnd end;
    private final Clock clock;
    private final ReplaySpan span;
    private final Course course;
    private final BeforeCommit commits;
    private final TaskLookout lookout;
    private long[] reached = new long[64];
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
            ReadToEnd end,
            Clock clock,
            ReplaySpan span,
            Course course,
            BeforeCommit commits,
            TaskLookout lookout) {
        this.queriesTopic = queriesTopic;
        this.reading = new Reading(reader);
        this.checks = checks;
        this.watchers = watchers;
        this.meter = meter;
        this.outlet = outlet;
        this.time = time;
        this.end = end;
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
        Reading read = record.value().reading();
        if (read == null) {
            read = reading;
            read.read(polled);
        }
        Watcher live = watcher();
        long now = clock.millis();
        hear(live, read, polled.size(), now);
        for (int group = 0; group < read.organisations(); group++) {
            for (int i = read.first(group); i != Reading.NONE; i = read.next(i)) {
                take(live, polled.get(i), read, i, read.organisation(group), now);
            }
        }
        live.tellEnded();
        outlet.noCause();
        end.worked();
        course.reached(time.newest());
        outlet.read(now, time.newest());
        mark();
    }

    /** In their order, before they are gone through organisation by organisation: how far the partition is with each. */
    private void hear(Watcher live, Reading read, int records, long now) {
        if (reached.length < records) {
            reached = new long[Math.max(records, 2 * reached.length)];
        }
        for (int i = 0; i < records; i++) {
            Query query = read.query(i);
            boolean counts = query != null
                    && span.holds(query.occurredAt())
                    && !(checks.check(query, now) instanceof Verdict.Rejected);
            reached[i] = query != null && counts ? live.hear(query) : live.reached();
        }
    }

    private void take(
            Watcher live,
            ConsumerRecord<byte[], byte[]> record,
            Reading read,
            int at,
            @Nullable String organisation,
            long now) {
        Query query = read.query(at);
        if (query == null || organisation == null) {
            reject(record, organisation, read.reason(at));
            return;
        }
        if (checks.check(query, now) instanceof Verdict.Rejected refused) {
            reject(record, organisation, refused.reason());
            return;
        }
        if (!span.holds(query.occurredAt())) {
            return;
        }
        time.event(query.occurredAt());
        Enum<?> outcome = query.outcome();
        Timeliness timeliness;
        if (record.topic().equals(queriesTopic)) {
            // Where nearly all queries stand, and what needs no object to say so.
            outlet.cause(record.timestamp());
            timeliness = live.observe(query, record.partition(), record.offset(), reached[at]);
        } else {
            Origin origin = Origin.of(record, queriesTopic);
            outlet.cause(origin.timestamp());
            timeliness = live.observe(query, origin.partition(), origin.offset(), reached[at]);
        }
        meter.counted(organisation, outcome, timeliness == Timeliness.LATE);
        lookout.counted(organisation);
    }

    private void reject(ConsumerRecord<byte[], byte[]> record, @Nullable String organisation, RejectReason reason) {
        Emission.QueryRejected rejected = new Emission.QueryRejected(
                RejectHeaders.presentable(organisation), reason, Origin.of(record, queriesTopic), size(record.value()));
        outlet.rejected(rejected);
        meter.rejected(reason);
        lookout.rejected(rejected.organisationId());
    }

    private void tick(long timestamp) {
        Watcher live = watcher();
        outlet.noCause();
        long now = time.tick(clock.millis());
        if (now != EventClock.UNKNOWN) {
            live.advance(now);
        }
        if (end.tick(lookout.atEnd())) {
            outlet.caughtUp(live.reached());
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
