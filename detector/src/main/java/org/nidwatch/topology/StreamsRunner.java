// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;
import org.nidwatch.ops.Health;
import org.nidwatch.ops.Meters;
import org.nidwatch.ops.ProcessState;
import org.nidwatch.policy.Policy;
import org.nidwatch.watch.WatchOutput;
import org.nidwatch.wire.Contract;
import org.nidwatch.wire.RegistryException;
import org.nidwatch.wire.Wire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The detector on Kafka, from start to stop. Use: {@link #start}, then {@link #await} its end, {@link #close}. */
public final class StreamsRunner implements AutoCloseable, ProcessState {
    /** How long {@link #close} waits for the work at hand. */
    public static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    /** So often it is looked whether a transaction stands open before it counts as hiding records. */
    private static final int LOOKS = 4;

    private static final Logger LOG = LoggerFactory.getLogger(StreamsRunner.class);

    private final RunnerSettings settings;
    private final DetectionSettings detection;
    private final Wire wire;
    private final Meters meters;
    private final MeterRegistry registry;
    private final BiFunction<Policy, WatchOutput, Watcher> watchers;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final RegistryPatience patience = new RegistryPatience(RegistryPatience.LIMIT);
    private final CompletableFuture<@Nullable String> end = new CompletableFuture<>();
    private final HealthOfStreams health = new HealthOfStreams(System::nanoTime);
    private final Lags lags;
    private final Lookouts lookouts;
    private final ProgressCheck check;
    private volatile int partitions;
    private volatile Course course = new Course();
    private volatile @Nullable KafkaStreams streams;
    private volatile @Nullable KafkaStreamsMetrics metrics;

    /** A detector that is not started yet. The registry gets the meters of Kafka Streams itself. */
    public StreamsRunner(
            RunnerSettings settings, DetectionSettings detection, Wire wire, Meters meters, MeterRegistry registry) {
        this(settings, detection, wire, meters, registry, DetectionTopology.watching(detection));
    }

    StreamsRunner(
            RunnerSettings settings,
            DetectionSettings detection,
            Wire wire,
            Meters meters,
            MeterRegistry registry,
            BiFunction<Policy, WatchOutput, Watcher> watchers) {
        this.watchers = watchers;
        this.settings = settings;
        this.detection = detection;
        this.wire = wire;
        this.meters = meters;
        this.registry = registry;
        List<String> topics = new ArrayList<>(DetectionTopology.watched(detection.topics(), settings.applicationId()));
        topics.addAll(DetectionTopology.federated(settings.applicationId()));
        lags = new Lags(topics);
        long patience = StreamsProperties.openTransactionMillis(settings);
        Progress progress = Progress.from(patience, System::nanoTime);
        lookouts = new Lookouts(settings.lookout(), Clock.systemUTC(), System::nanoTime, lags, progress);
        check = new ProgressCheck(settings, lookouts::reads, progress, patience / LOOKS);
    }

    /**
     * Waits for Kafka, sees to the topics, and starts; returns when the threads run, restoring goes on.
     *
     * @throws DetectorException when it cannot start, with what to change
     */
    public void start() throws DetectorException, InterruptedException {
        Outlets outlets = new Outlets(detection.ocsf() != null, false);
        partitions = new KafkaAtStart(settings, detection.topics(), outlets, stop).prepare();
        register();
        DetectionTopology topology = new DetectionTopology(
                detection, partitions, wire, meters, Clock.systemUTC(), patience, lookouts, watchers);
        course = topology.course();
        try {
            run(new KafkaStreams(topology.get(), StreamsProperties.of(settings)));
        } catch (org.apache.kafka.common.config.ConfigException e) {
            throw new DetectorException("a setting under kafka.* or streams.* does not fit: " + e.getMessage());
        } catch (org.apache.kafka.streams.errors.StreamsException e) {
            close();
            throw new DetectorException(Failures.sentence(e));
        }
    }

    /** Now, so that the first alert does not have to wait for it. */
    private void register() throws DetectorException {
        TopicNames topics = detection.topics();
        Map<String, Contract> written = Map.of(
                topics.alerts(), Contract.SCRAPING_ALERT,
                topics.alertsCurrent(), Contract.SCRAPING_ALERT,
                topics.activity(), Contract.ORGANISATION_ACTIVITY,
                topics.coverage(), Contract.COVERAGE,
                topics.audit(), Contract.AUDIT_RECORD);
        try {
            patience.insist(() -> {
                wire.registerAll(written);
                return true;
            });
        } catch (RegistryException e) {
            throw new DetectorException("cannot register the schemas: " + e.getMessage());
        }
    }

    private synchronized void run(KafkaStreams made) throws DetectorException {
        if (stop.getCount() == 0) {
            made.close();
            throw new DetectorException("stopped before it had started");
        }
        Failures failures = new Failures(Clock.systemUTC(), new Rights(detection.topics(), settings.applicationId()));
        made.setUncaughtExceptionHandler(failures);
        made.setStateListener((state, before) -> {
            LOG.info("detector is {}", state);
            if (state == KafkaStreams.State.ERROR) {
                end.complete(failures.last());
            } else if (state == KafkaStreams.State.NOT_RUNNING) {
                end.complete(null);
            }
        });
        made.setGlobalStateRestoreListener(lookouts);
        lags.from(made::metrics);
        KafkaStreamsMetrics bound = new KafkaStreamsMetrics(made);
        bound.bindTo(registry);
        streams = made;
        metrics = bound;
        made.start();
        check.start();
    }

    /** Waits until the detector has ended: returns when it was stopped, throws when it died or must be started again. */
    public void await() throws DetectorException, InterruptedException {
        ClockSteps steps = new ClockSteps(System::currentTimeMillis, System::nanoTime);
        while (true) {
            try {
                String failure = end.get(1, TimeUnit.SECONDS);
                if (failure != null) {
                    throw new DetectorException(failure);
                }
                return;
            } catch (TimeoutException e) {
                String stepped = steps.look();
                if (stepped != null) {
                    throw new DetectorException(stepped);
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Whether {@link #await} would return at once. */
    boolean ended() {
        return end.isDone();
    }

    /** How far its tasks have come. */
    Course course() {
        return course;
    }

    @Override
    public Health health() {
        KafkaStreams running = streams;
        if (running == null) {
            return new Health(true, false, "waiting for Kafka at " + settings.servers());
        }
        HealthOfStreams.Work work = HealthOfStreams.Work.of(running);
        return health.of(
                work, lags.most(), settings.lookout().lag(), patience.waiting(), lookouts.standstillSentence());
    }

    @Override
    public long lagRecords() {
        return lags.most();
    }

    @Override
    public long hiddenRecords() {
        Standstills.Standstill standstill = lookouts.standstill();
        return standstill == null ? 0 : standstill.records();
    }

    @Override
    public long lagLimit() {
        return settings.lookout().lag();
    }

    @Override
    public int partitions() {
        return partitions;
    }

    @Override
    public int partitionsWatched() {
        return lookouts.watching();
    }

    @Override
    public int registryWaiting() {
        return patience.waiting();
    }

    /** Stops in order: what was read is finished and committed, and the group is left for others to take over. */
    @Override
    public void close() {
        stop.countDown();
        patience.stop();
        check.close();
        KafkaStreams running;
        synchronized (this) {
            running = streams;
        }
        if (running != null) {
            boolean stopped = running.close(
                    CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                            .withTimeout(STOP_TIMEOUT));
            if (!stopped) {
                LOG.warn(
                        "the detector did not stop within {} s; what it had not committed is read again at the next start",
                        STOP_TIMEOUT.toSeconds());
            }
            KafkaStreamsMetrics bound = metrics;
            if (bound != null) {
                bound.close();
            }
        }
        end.complete(null);
    }
}
