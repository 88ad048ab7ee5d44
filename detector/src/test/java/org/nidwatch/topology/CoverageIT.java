// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nidwatch.embedded.EmbeddedBroker;
import org.nidwatch.ops.LookoutSettings;
import org.nidwatch.ops.Meters;
import org.nidwatch.watch.Coverage;
import org.nidwatch.watch.Coverage.Cause;
import org.nidwatch.wire.SampleRegistry;
import org.nidwatch.wire.Wire;

/** Whoever was not watched is told of afterwards, from when to when, by the detector that comes back. */
class CoverageIT {
    private static final int PARTITIONS = 2;
    private static final TopicNames TOPICS = TopicNames.STANDARD;
    /** Commits come every 5 seconds; what was looked at since the last one may be told as blind. */
    private static final long COMMIT_MILLIS = 7_000;

    private static final List<TopicPartition> HIDDEN =
            List.of(new TopicPartition(TOPICS.queries(), 1), new TopicPartition("nidwatch-misplaced-repartition", 0));

    @TempDir
    Path directory;

    private final Wire wire = SampleRegistry.wire();
    private EmbeddedBroker broker;
    private KafkaRecords kafka;

    @BeforeEach
    void startTheBroker() throws Exception {
        broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
        kafka = new KafkaRecords(broker.bootstrapServers());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            TopicPlan.standard(TOPICS, PARTITIONS, 1).apply(admin);
        }
    }

    @AfterEach
    void stopTheBroker() throws IOException {
        broker.close();
    }

    @Test
    void aStopAndAStartLeaveAGapThatIsToldForEachPartitionAndTheFederation() throws Exception {
        try (StreamsRunner first = runner(100_000)) {
            first.start();
            write(500);
            patiently().until(() -> first.health().ready());
            // Remembered is what was committed.
            patiently().until(() -> remembers("organisations") == PARTITIONS && remembers("federation") == 1);
        }
        long stopped = System.currentTimeMillis();
        patiently().until(() -> System.currentTimeMillis() > stopped + 3_000);
        long started = System.currentTimeMillis();
        try (StreamsRunner second = runner(100_000)) {
            second.start();
            patiently().untilAsserted(() -> assertThat(endedAfter(started)).hasSize(PARTITIONS + 1));
            patiently().until(() -> second.partitionsWatched() == PARTITIONS);
        }

        assertThat(endedAfter(started)).containsOnlyKeys("0", "1", "*").allSatisfy((who, span) -> {
            assertThat(span[0]).isBetween(stopped - COMMIT_MILLIS, stopped);
            assertThat(span[1]).isGreaterThan(started);
        });
        assertThat(spans()).extracting(Coverage::cause).contains(Cause.STOPPED);
    }

    @Test
    @Tag("slow")
    void aKillLeavesOneToo() throws Exception {
        long killed;
        try (Detached first = new Detached()) {
            write(500);
            patiently().until(() -> remembers("organisations") == PARTITIONS);
            first.kill();
            killed = System.currentTimeMillis();
        }
        // Gaps of less than 10 seconds are not told, and the group may give the partitions away sooner than that.
        patiently().until(() -> System.currentTimeMillis() > killed + 11_000);
        try (Detached second = new Detached()) {
            patiently().untilAsserted(() -> assertThat(endedAfter(killed)).containsKeys("0", "1"));
            second.kill();
        }
        assertThat(endedAfter(killed))
                .allSatisfy((who, span) -> assertThat(span[0]).isLessThan(killed));
    }

    @Test
    void whoFallsBehindIsToldAndIsNotReady() throws Exception {
        write(60_000);
        try (StreamsRunner runner = runner(10)) {
            runner.start();
            patiently()
                    .untilAsserted(() ->
                            assertThat(spans()).extracting(Coverage::cause).contains(Cause.LAG));
            patiently().until(() -> runner.health().ready());
        }
    }

    /** One partition of each kind: of what the queries come in by, and of what they go to their own partition by. */
    @Test
    @Tag("slow")
    void whatStandsBehindAnOpenTransactionIsToldAndWhoShouldReadItIsNotReady() throws Exception {
        try (StreamsRunner runner = runner(100_000);
                KafkaProducer<byte[], byte[]> somebody = transactional()) {
            runner.start();
            write(500);
            patiently().until(() -> runner.health().ready());
            assertThat(runner.hiddenRecords()).isZero();
            somebody.initTransactions();
            somebody.beginTransaction();
            for (TopicPartition hidden : HIDDEN) {
                somebody.send(new ProducerRecord<>(hidden.topic(), hidden.partition(), new byte[0], new byte[0]));
            }
            somebody.flush();
            long open = System.currentTimeMillis();
            write(500);

            patiently().until(() -> !runner.health().ready());
            assertThat(runner.health().reason())
                    .contains("stand behind a transaction that nobody has ended")
                    .containsAnyOf(HIDDEN.get(0).toString(), HIDDEN.get(1).toString());
            assertThat(runner.hiddenRecords()).isPositive();
            somebody.abortTransaction();
            long aborted = System.currentTimeMillis();
            patiently().until(() -> runner.health().ready());
            assertThat(runner.hiddenRecords()).isZero();

            // Told from when it was first seen to stand, one look in four of the ten seconds that it may.
            patiently()
                    .untilAsserted(() -> assertThat(longSpans())
                            .extracting(Coverage::partition, Coverage::organisationId, Coverage::cause)
                            .containsExactlyInAnyOrder(
                                    org.assertj.core.groups.Tuple.tuple(0, null, Cause.LAG),
                                    org.assertj.core.groups.Tuple.tuple(1, null, Cause.LAG)));
            assertThat(longSpans()).allSatisfy(span -> {
                assertThat(span.from()).isBetween(open - 1_000, open + 8_000);
                assertThat(span.to()).isGreaterThan(aborted);
            });
        }
    }

    // A machine that is short of processors holds the work up for a second or two.
    private List<Coverage> longSpans() {
        return spans().stream().filter(span -> span.to() - span.from() >= 5_000).toList();
    }

    private KafkaProducer<byte[], byte[]> transactional() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "somebody"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Test
    @Tag("slow")
    void whoseRecordsCannotBeReadIsTold() throws Exception {
        try (StreamsRunner runner = runner(100_000)) {
            runner.start();
            patiently().until(() -> runner.health().ready());
            kafka.write(java.util.Collections.nCopies(
                    40, new ProducerRecord<>(TOPICS.queries(), 1, "bank".getBytes(UTF_8), new byte[] {42, 1})));
            patiently()
                    .untilAsserted(() -> assertThat(spans())
                            .extracting(Coverage::cause, Coverage::partition)
                            .contains(org.assertj.core.groups.Tuple.tuple(Cause.REJECTS, 1)));
        }
    }

    private List<Coverage> spans() {
        return kafka.committed(TOPICS.coverage()).stream()
                .map(record -> wire.readCoverage(record.value()))
                .toList();
    }

    /** From the first start to the last end of the spans that ended after a moment, by key. */
    private Map<String, long[]> endedAfter(long moment) {
        Map<String, long[]> spans = new TreeMap<>();
        kafka.committed(TOPICS.coverage()).forEach(record -> {
            Coverage each = wire.readCoverage(record.value());
            if (each.to() <= moment) {
                return;
            }
            spans.merge(new String(record.key(), UTF_8), new long[] {each.from(), each.to()}, (one, other) ->
                    new long[] {Math.min(one[0], other[0]), Math.max(one[1], other[1])});
        });
        return spans;
    }

    private long remembers(String store) {
        return kafka.committed("nidwatch-" + store + "-changelog").stream()
                .filter(record -> record.key()[0] == 0 && record.key().length == 2)
                .map(record -> record.partition())
                .distinct()
                .count();
    }

    private StreamsRunner runner(long lag) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        RunnerSettings base = RunnerSettings.embedded(broker.bootstrapServers(), directory.resolve("state"));
        RunnerSettings settings = new RunnerSettings(
                base.kafka(),
                base.streams(),
                base.stateDirectory(),
                base.batchedPolls(),
                base.createTopics(),
                PARTITIONS,
                base.replication(),
                base.startTimeout(),
                new LookoutSettings(lag, Duration.ofSeconds(1), 0.1, 20));
        return new StreamsRunner(
                settings, DetectionSettings.DEFAULTS, wire, new Meters(registry, 10), registry, CountingWatcher::new);
    }

    private void write(int queries) {
        kafka.write(() -> SampleQueries.stream(7, queries, 40).stream()
                .map(query -> new ProducerRecord<>(
                        TOPICS.queries(), query.organisationId().getBytes(UTF_8), wire.query(TOPICS.queries(), query)))
                .iterator());
    }

    private static ConditionFactory patiently() {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions();
    }

    /** The detector as a process of its own. */
    private final class Detached implements AutoCloseable {
        private final Process process;

        Detached() throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            CountingDetector.class.getName(),
                            broker.bootstrapServers(),
                            directory.resolve("state").toString(),
                            "counting")
                    .redirectErrorStream(true)
                    .redirectOutput(
                            Files.createTempFile(directory, "detector", ".log").toFile())
                    .start();
        }

        void kill() throws InterruptedException {
            process.destroyForcibly();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
