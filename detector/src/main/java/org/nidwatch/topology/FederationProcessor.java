// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
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
import org.nidwatch.alert.Mode;
import org.nidwatch.federation.Federation;
import org.nidwatch.federation.FederationOutput;
import org.nidwatch.federation.OrganisationDigest;
import org.nidwatch.federation.SourceClock;
import org.nidwatch.federation.SourceReport;

/**
 * Hands the digests of all organisations to the federation, and sends on its alerts. As in {@link WatchProcessor}, what a poll
 * changed is in the store before {@link #process} returns.
 */
final class FederationProcessor extends ContextualProcessor<byte[], Polled, String, Emission> {
    private static final Duration TICK = Duration.ofSeconds(1);

    private final Function<FederationOutput, Federation> federations;
    private final FederationOutlet outlet;
    private final EventClock time;
    private final Clock clock;
    private final TaskLookout lookout;
    private final Mode mode;
    private @Nullable Federation federation;
    private @Nullable KeyValueStore<Bytes, byte[]> store;

    FederationProcessor(
            Function<FederationOutput, Federation> federations,
            FederationOutlet outlet,
            EventClock time,
            Clock clock,
            TaskLookout lookout,
            Mode mode) {
        this.federations = federations;
        this.outlet = outlet;
        this.time = time;
        this.clock = clock;
        this.lookout = lookout;
        this.mode = mode;
    }

    @Override
    public void init(ProcessorContext<String, Emission> context) {
        super.init(context);
        outlet.open(context);
        KeyValueStore<Bytes, byte[]> kept = context.getStateStore(DetectionTopology.FEDERATION);
        Federation restored = federations.apply(outlet);
        try (KeyValueIterator<Bytes, byte[]> chunks = kept.all()) {
            while (chunks.hasNext()) {
                KeyValue<Bytes, byte[]> chunk = chunks.next();
                if (!lookout.restore(chunk.key, chunk.value)) {
                    restored.restore(chunk.key.get(), chunk.value);
                }
            }
        }
        store = kept;
        federation = restored;
        outlet.restored(restored.openAlert());
        time.begin(clock.millis());
        lookout.begin(context);
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    @Override
    public void process(Record<byte[], Polled> record) {
        RecordMetadata at = context().recordMetadata().orElseThrow();
        List<ConsumerRecord<byte[], byte[]>> polled = record.value().records(record, at);
        Federation live = federation();
        for (ConsumerRecord<byte[], byte[]> each : polled) {
            // Only this program writes here: broken bytes are a broken program, and nothing to skip.
            SourceReport report = SourceReport.of(each.value());
            if (report.reached() != SourceClock.NONE) {
                time.event(report.reached() * OrganisationDigest.TICK_MILLIS);
            }
            live.observe(report);
        }
        keep(live);
    }

    private void tick(long timestamp) {
        Federation live = federation();
        long now = time.tick(clock.millis());
        if (now != EventClock.UNKNOWN) {
            live.advance(now);
        }
        if (mode == Mode.REPLAY && live.allCaughtUp()) {
            live.finish();
        }
        lookout.tick(outlet::coverage);
        keep(live);
    }

    private void keep(Federation live) {
        KeyValueStore<Bytes, byte[]> kept = store;
        if (kept != null) {
            live.writeChanges((key, value) -> kept.put(Bytes.wrap(key), value));
            lookout.keep(kept);
        }
    }

    private Federation federation() {
        if (federation == null) {
            throw new IllegalStateException("the processor was not initialised");
        }
        return federation;
    }

    @Override
    public void close() {
        outlet.close();
        lookout.close();
        federation = null;
        store = null;
    }
}
