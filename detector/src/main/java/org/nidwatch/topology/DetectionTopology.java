// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.WallclockTimestampExtractor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.federation.Federation;
import org.nidwatch.intake.Checks;
import org.nidwatch.ocsf.OcsfForm;
import org.nidwatch.ops.LookoutSettings;
import org.nidwatch.ops.Meters;
import org.nidwatch.policy.Policy;
import org.nidwatch.topology.Emission.ActivityEmitted;
import org.nidwatch.topology.Emission.AlertEmitted;
import org.nidwatch.topology.Emission.AuditEmitted;
import org.nidwatch.topology.Emission.CoverageEmitted;
import org.nidwatch.topology.Emission.QueryRejected;
import org.nidwatch.topology.Emission.ReportEmitted;
import org.nidwatch.watch.Watch;
import org.nidwatch.watch.WatchOutput;
import org.nidwatch.wire.Wire;

/**
 * The whole flow on one page.
 *
 * <pre>
 * queries --> place --> well placed ---------------------> watch --> alerts, alerts-current
 *               |                                          ^  |      activity, coverage
 *               +-----> misplaced --(moved by Kafka)-------+  |      rejected, audit
 *                                                             |      store: organisations
 *                                                             |
 *                                     digests, one partition <+--> federation --> alerts, alerts-current, coverage
 *                                                                  store: federation
 * organisations, canaries, probes, silences, dispositions --> policy board (all threads)
 * </pre>
 */
public final class DetectionTopology implements Supplier<Topology> {
    static final String ORGANISATIONS = "organisations";
    static final String FEDERATION = "federation";

    private static final String MISPLACED = "misplaced";
    private static final String DIGESTS = "digests";
    private static final byte[] ALL_TOGETHER = {'*'};

    private final DetectionSettings settings;
    private final int partitions;
    private final Wire wire;
    private final Meters meters;
    private final Clock clock;
    private final RegistryPatience patience;
    private final Lookouts lookouts;
    private final PolicyBoard board = new PolicyBoard();
    private final Course course = new Course();
    private final BiFunction<Policy, WatchOutput, Watcher> watchers;

    /**
     * A topology to be made by {@link #get}.
     *
     * @param partitions of the queries topic: it decides where an organisation belongs
     * @param clock wall clock
     * @param watchers makes the watch of one task
     */
    DetectionTopology(
            DetectionSettings settings,
            int partitions,
            Wire wire,
            Meters meters,
            Clock clock,
            RegistryPatience patience,
            BiFunction<Policy, WatchOutput, Watcher> watchers) {
        this(
                settings,
                partitions,
                wire,
                meters,
                clock,
                patience,
                new Lookouts(
                        LookoutSettings.DEFAULTS,
                        clock,
                        () -> 1_000_000 * clock.millis(),
                        new Lags(List.of(settings.topics().queries())),
                        Progress.from(0, System::nanoTime)),
                watchers);
    }

    /** The same with lookouts that know how far behind the partitions are. */
    DetectionTopology(
            DetectionSettings settings,
            int partitions,
            Wire wire,
            Meters meters,
            Clock clock,
            RegistryPatience patience,
            Lookouts lookouts,
            BiFunction<Policy, WatchOutput, Watcher> watchers) {
        this.settings = settings;
        this.partitions = partitions;
        this.wire = wire;
        this.meters = meters;
        this.clock = clock;
        this.patience = patience;
        this.lookouts = lookouts;
        this.watchers = watchers;
    }

    /** The real watch. */
    static BiFunction<Policy, WatchOutput, Watcher> watching(DetectionSettings settings) {
        String queries = settings.topics().queries();
        return (policy, output) -> Watcher.of(new Watch(settings.watch(), policy, settings.mode(), queries, output));
    }

    /** The topics that a task of the watch reads; what it watches first. */
    static List<String> watched(TopicNames topics, String applicationId) {
        return List.of(topics.queries(), internal(applicationId, MISPLACED));
    }

    /** The topics that the federation's task reads. */
    static List<String> federated(String applicationId) {
        return List.of(internal(applicationId, DIGESTS));
    }

    // As Kafka Streams names them.
    private static String internal(String applicationId, String name) {
        return applicationId + "-" + name + "-repartition";
    }

    /** How far its tasks have come. */
    Course course() {
        return course;
    }

    @Override
    public Topology get() {
        StreamsBuilder builder = new StreamsBuilder(namesRequired());
        policy(builder);
        KStream<byte[], Polled> queries = placed(builder);
        KStream<String, Emission> emissions = queries.process(watching(), Named.as("watch"));
        send(emissions);
        KStream<byte[], Polled> digests = together(emissions);
        federation(digests.process(federating(), Named.as("federation")));
        return builder.build();
    }

    /** The queries, each on its organisation's partition. */
    private KStream<byte[], Polled> placed(StreamsBuilder builder) {
        TopicNames topics = settings.topics();
        KStream<byte[], Polled> placed = builder.stream(
                        topics.queries(),
                        Consumed.with(Serdes.ByteArray(), PolledSerde.make())
                                .withTimestampExtractor(new WallclockTimestampExtractor())
                                .withName("queries"))
                .process(
                        () -> new PlaceProcessor(
                                newReader(), new Checks(settings.intake()), new Placement(partitions), meters, course),
                        Named.as("place"));
        KStream<byte[], Polled> moved = placed.filter((key, polled) -> polled.misplaced(), Named.as("badly-placed"))
                .repartition(Repartitioned.<byte[], Polled>as(MISPLACED)
                        .withKeySerde(Serdes.ByteArray())
                        .withValueSerde(PolledSerde.make())
                        .withNumberOfPartitions(partitions));
        return placed.filterNot((key, polled) -> polled.misplaced(), Named.as("well-placed"))
                .merge(moved, Named.as("each-in-its-place"));
    }

    private void send(KStream<String, Emission> emissions) {
        TopicNames topics = settings.topics();
        if (settings.mode() == Mode.REPLAY) {
            // What was told of each minute, and of each alert's state, stays as it was told.
            alerts(
                    emissions.filter((key, emission) -> emission instanceof AlertEmitted, Named.as("emitted-alert")),
                    "");
            return;
        }
        emissions
                .split(Named.as("emitted-"))
                .branch(
                        (key, emission) -> emission instanceof AlertEmitted,
                        Branched.withConsumer(found -> alerts(found, ""), "alert"))
                .branch(
                        (key, emission) -> emission instanceof ActivityEmitted,
                        Branched.withConsumer(
                                activity -> activity.to(topics.activity(), produced("activity")), "activity"))
                .branch(
                        (key, emission) -> emission instanceof QueryRejected,
                        Branched.withConsumer(
                                rejected -> rejected.to(topics.rejected(), produced("rejected")), "rejected"))
                .branch(
                        (key, emission) -> emission instanceof CoverageEmitted,
                        Branched.withConsumer(
                                coverage -> coverage.to(topics.coverage(), produced("coverage")), "coverage"))
                .branch(
                        (key, emission) -> emission instanceof AuditEmitted,
                        Branched.withConsumer(audit -> audit.to(topics.audit(), produced("audit")), "audit"))
                .noDefaultBranch();
    }

    private void federation(KStream<String, Emission> emissions) {
        alerts(
                emissions.filter(
                        (key, emission) -> emission instanceof AlertEmitted, Named.as("federation-emitted-alert")),
                "federation-");
        if (settings.mode() == Mode.LIVE) {
            emissions
                    .filter(
                            (key, emission) -> emission instanceof CoverageEmitted,
                            Named.as("federation-emitted-coverage"))
                    .to(settings.topics().coverage(), produced("federation-coverage"));
        }
    }

    private void alerts(KStream<String, Emission> alerts, String from) {
        alerts.to(settings.topics().alerts(), produced(from + "alerts"));
        if (settings.mode() == Mode.REPLAY) {
            return;
        }
        alerts.selectKey((key, alert) -> ((AlertEmitted) alert).alertId(), Named.as(from + "alert-id"))
                .to(settings.topics().alertsCurrent(), produced(from + "alerts-current"));
        OcsfForm ocsf = settings.ocsf();
        if (ocsf != null) {
            alerts.to(
                    settings.topics().alertsOcsf(),
                    Produced.with(Serdes.String(), EmissionSerde.ocsf(ocsf)).withName(from + "alerts-ocsf"));
        }
    }

    /** The digests of all organisations, in one place. */
    private KStream<byte[], Polled> together(KStream<String, Emission> emissions) {
        return emissions
                .filter((key, emission) -> emission instanceof ReportEmitted, Named.as("emitted-digest"))
                .map(
                        (key, digest) -> KeyValue.pair(ALL_TOGETHER, Polled.alone(digest.bytes(wire, "digests"))),
                        Named.as("all-together"))
                .repartition(Repartitioned.<byte[], Polled>as(DIGESTS)
                        .withKeySerde(Serdes.ByteArray())
                        .withValueSerde(PolledSerde.make())
                        .withNumberOfPartitions(1));
    }

    private Produced<String, Emission> produced(String name) {
        return Produced.with(Serdes.String(), EmissionSerde.make(wire)).withName(name);
    }

    private ProcessorSupplier<byte[], Polled, String, Emission> watching() {
        BeforeCommit commits = new BeforeCommit();
        // Not cached: it is written before commits alone, each piece once.
        StoreBuilder<?> organisations = store(ORGANISATIONS);
        return new ProcessorSupplier<>() {
            @Override
            public WatchProcessor get() {
                return new WatchProcessor(
                        settings.topics().queries(),
                        newReader(),
                        new Checks(settings.intake()),
                        output -> watchers.apply(board, output),
                        meters.newQueryMeter(),
                        new WatchOutlet(meters, clock, partitions),
                        new EventClock(settings.mode()),
                        new ReadToEnd(settings.mode()),
                        clock,
                        settings.span(),
                        course,
                        commits,
                        new TaskLookout(lookouts, meters, ORGANISATIONS, null, id -> watched(settings.topics(), id)));
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return new LinkedHashSet<>(List.of(organisations, commits.store()));
            }
        };
    }

    private ProcessorSupplier<byte[], Polled, String, Emission> federating() {
        return new ProcessorSupplier<>() {
            @Override
            public FederationProcessor get() {
                return new FederationProcessor(
                        output -> new Federation(
                                settings.federation(), settings.watch().alerts(), board, settings.mode(), output),
                        new FederationOutlet(new WatchOutlet(meters, clock, 0), meters),
                        new EventClock(settings.mode()),
                        clock,
                        new TaskLookout(
                                lookouts, meters, FEDERATION, ScrapingAlert.FEDERATION, DetectionTopology::federated),
                        settings.mode());
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(store(FEDERATION).withCachingEnabled());
            }
        };
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                // Hot state is written again and again: clean often, so that a restart reads little.
                .withLoggingEnabled(Map.of(
                        "segment.bytes", "33554432",
                        "min.cleanable.dirty.ratio", "0.2"));
    }

    private void policy(StreamsBuilder builder) {
        TopicNames topics = settings.topics();
        board(builder, "policy-organisations", topics.organisations(), PolicyKinds.organisations(wire, board));
        board(builder, "policy-canaries", topics.canaries(), PolicyKinds.canaries(wire, board));
        board(builder, "policy-probes", topics.probes(), PolicyKinds.probes(wire, board));
        board(builder, "policy-silences", topics.silences(), PolicyKinds.silences(wire, board));
        board(builder, "policy-dispositions", topics.dispositions(), PolicyKinds.dispositions(wire, board));
    }

    private void board(StreamsBuilder builder, String name, String topic, PolicyProcessor.Kind kind) {
        meters.policyRead(topic);
        builder.addGlobalStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                        .withLoggingDisabled(),
                topic,
                Consumed.with(Serdes.String(), Serdes.ByteArray())
                        .withTimestampExtractor(new WallclockTimestampExtractor())
                        .withName(name),
                () -> new PolicyProcessor(topic, kind, patience.endless(), meters));
    }

    private CarefulReader newReader() {
        return new CarefulReader(wire.newQueryReader(), patience);
    }

    /** An operator, store or internal topic without a name of ours would be renamed by the next change of the flow. */
    private static TopologyConfig namesRequired() {
        return new TopologyConfig(new StreamsConfig(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG, "names-only",
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:9",
                StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true)));
    }
}
