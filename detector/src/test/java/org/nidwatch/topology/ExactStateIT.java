// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.Scope;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.embedded.EmbeddedBroker;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.policy.Policy;
import org.nidwatch.watch.OrganisationActivity;
import org.nidwatch.watch.Watch;
import org.nidwatch.watch.WatchOutput;
import org.nidwatch.watch.WatchSettings;
import org.nidwatch.wire.SampleRegistry;
import org.nidwatch.wire.Wire;

/** Every query is counted once, whatever happens to the process and wherever the query lies. */
class ExactStateIT {
    private static final int PARTITIONS = 4;
    private static final int ORGANISATIONS = 40;
    private static final TopicNames TOPICS = TopicNames.STANDARD;
    private static final long SEED = 20231107;

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

    @Tag("slow")
    @ParameterizedTest
    @ValueSource(strings = {"batched", "single"})
    void afterKillsHalfWay(String polls) throws Exception {
        List<NidQuery> queries = SampleQueries.stream(SEED, 60_000, ORGANISATIONS);
        String small = "main.consumer.max.poll.records=" + (polls.equals("batched") ? 200 : 20);
        write(queries.subList(0, 20_000), this::wellPlaced);
        try (Detached first = new Detached("counting", small)) {
            patiently().until(() -> alerts().size() > 20);
            write(queries.subList(20_000, 40_000), this::wellPlaced);
            patiently().until(() -> alerts().size() > 210);
            first.kill();
        }
        write(queries.subList(40_000, 60_000), this::wellPlaced);
        try (Detached second = new Detached("counting", small)) {
            patiently().until(() -> alerts().size() > 420);
            second.kill();
        }
        try (Detached third = new Detached("counting", small)) {
            awaitExactly(queries);
            third.terminate();
        }
        assertThat(counted()).as("seed %d", SEED).isEqualTo(CountingDetector.expected(queries));
    }

    /** The real watch: its alerts are those of one undisturbed run without Kafka, to the last number. */
    @Tag("slow")
    @Test
    void withTheSameAlertsAfterAKillAsWithoutOne() throws Exception {
        List<NidQuery> queries = SampleQueries.guessing(SEED, 60_000, ORGANISATIONS);
        List<ScrapingAlert> expected = undisturbed(queries);
        assertThat(expected).hasSizeGreaterThan(50);
        String small = "main.consumer.max.poll.records=50";
        write(queries.subList(0, 30_000), this::wellPlaced);
        try (Detached first = new Detached("real", small)) {
            patiently().until(() -> realAlerts().size() >= expected.size() / 3);
            write(queries.subList(30_000, 60_000), this::wellPlaced);
            patiently().until(() -> realAlerts().size() >= expected.size() / 2);
            first.kill();
        }
        try (Detached second = new Detached("real", small)) {
            patiently().untilAsserted(() -> assertThat(realAlerts()).hasSameSizeAs(expected));
            second.terminate();
        }
        assertThat(realAlerts()).containsExactlyInAnyOrderElementsOf(expected);
    }

    private List<ScrapingAlert> undisturbed(List<NidQuery> queries) {
        List<ScrapingAlert> alerts = new ArrayList<>();
        Watch watch = new Watch(WatchSettings.DEFAULTS, Policy.NONE, Mode.LIVE, TOPICS.queries(), new WatchOutput() {
            @Override
            public void alert(ScrapingAlert alert) {
                alerts.add(alert);
            }

            @Override
            public void activity(OrganisationActivity activity) {}
        });
        Placement placement = new Placement(PARTITIONS);
        long[] offsets = new long[PARTITIONS];
        for (NidQuery query : queries) {
            int partition = placement.of(query.organisationId());
            watch.observe(query, partition, offsets[partition]++);
        }
        return alerts;
    }

    private List<ScrapingAlert> realAlerts() {
        return kafka.committed(TOPICS.alerts()).stream()
                .map(record -> wire.readAlert(record.value()).alert())
                // The watch alone, which this is compared with, knows no federation.
                .filter(alert -> alert.scope() != Scope.FEDERATION)
                .toList();
    }

    @Test
    void andNothingIsSkippedWhileTheRegistryIsAway() throws Exception {
        List<NidQuery> queries = SampleQueries.stream(SEED, 6_000, ORGANISATIONS);
        SampleRegistry registry = new SampleRegistry();
        write(queries.subList(0, 3_000), this::wellPlaced);
        try (StreamsRunner runner = CountingDetector.runner(
                broker.bootstrapServers(),
                directory.resolve("state"),
                Map.of(),
                new Wire(registry),
                CountingWatcher::new)) {
            runner.start();
            patiently().untilAsserted(() -> assertThat(sum(counted())).isEqualTo(3_000));
            registry.away = true;
            write(queries.subList(3_000, 6_000), this::withAnotherSchemaId);
            patiently().untilAsserted(() -> assertThat(registry.refused.sum()).isGreaterThan(3));
            assertThat(sum(counted())).isEqualTo(3_000);
            registry.away = false;
            awaitExactly(queries);
            patiently().until(() -> runner.health().ready()); // the last tasks may still be on their way
        }
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private ProducerRecord<byte[], byte[]> withAnotherSchemaId(NidQuery query) {
        ProducerRecord<byte[], byte[]> record = wellPlaced(query);
        ByteBuffer.wrap(record.value()).putInt(1, SampleRegistry.OTHER_QUERIES_ID);
        return record;
    }

    @Test
    void afterAGracefulStopWithItsDirectoryDeleted() throws Exception {
        List<NidQuery> queries = SampleQueries.stream(SEED, 40_000, ORGANISATIONS);
        write(queries.subList(0, 20_000), this::wellPlaced);
        try (StreamsRunner first = start("state-1")) {
            patiently().until(() -> alerts().size() > 50);
            write(queries.subList(20_000, 30_000), this::wellPlaced);
            assertThat(first.health().live()).isTrue();
        }
        write(queries.subList(30_000, 40_000), this::wellPlaced);
        try (StreamsRunner second = start("state-2")) {
            awaitExactly(queries);
            patiently().until(() -> second.health().ready()); // the last tasks may still be on their way
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"crc32", "random", "no key"})
    void whereverTheQueriesLie(String placement) throws Exception {
        List<NidQuery> queries = SampleQueries.stream(SEED, 20_000, ORGANISATIONS);
        Random random = new Random(SEED);
        write(
                queries,
                switch (placement) {
                    case "crc32" -> this::crc32;
                    case "random" -> query -> at(query, random.nextInt(PARTITIONS));
                    default -> query -> new ProducerRecord<>(TOPICS.queries(), null, bytes(query));
                });
        try (StreamsRunner runner = start("state")) {
            awaitExactly(queries);
            patiently().until(() -> runner.health().ready()); // the last tasks may still be on their way
        }
    }

    private void awaitExactly(List<NidQuery> queries) {
        Map<String, Long> expected = CountingDetector.expected(queries);
        patiently().untilAsserted(() -> assertThat(counted()).isEqualTo(expected));
        List<String> due = new ArrayList<>();
        expected.forEach((organisation, count) -> {
            for (long at = CountingWatcher.ALERT_EVERY; at <= count; at += CountingWatcher.ALERT_EVERY) {
                due.add(organisation + " at " + at);
            }
        });
        patiently().untilAsserted(() -> assertThat(alerts()).hasSizeGreaterThanOrEqualTo(due.size()));
        assertThat(alerts()).containsExactlyInAnyOrderElementsOf(due);
        assertThat(kafka.committed(TOPICS.rejected())).isEmpty();
        assertThat(new TreeSet<>(alerts())).hasSameSizeAs(due);
    }

    private List<String> alerts() {
        return kafka.committed(TOPICS.alerts()).stream()
                .map(record -> wire.readAlert(record.value()).alert().summary())
                .toList();
    }

    private Map<String, Long> counted() {
        return CountingDetector.counted(kafka, "nidwatch");
    }

    private StreamsRunner start(String state) throws Exception {
        StreamsRunner runner = CountingDetector.runner(broker.bootstrapServers(), directory.resolve(state), Map.of());
        runner.start();
        return runner;
    }

    private void write(List<NidQuery> queries, Function<NidQuery, ProducerRecord<byte[], byte[]>> place) {
        kafka.write(() -> queries.stream().map(place).iterator());
    }

    private ProducerRecord<byte[], byte[]> wellPlaced(NidQuery query) {
        return new ProducerRecord<>(TOPICS.queries(), query.organisationId().getBytes(UTF_8), bytes(query));
    }

    private ProducerRecord<byte[], byte[]> crc32(NidQuery query) {
        CRC32 crc = new CRC32();
        crc.update(query.organisationId().getBytes(UTF_8));
        return at(query, (int) (crc.getValue() % PARTITIONS));
    }

    private ProducerRecord<byte[], byte[]> at(NidQuery query, int partition) {
        return new ProducerRecord<>(
                TOPICS.queries(), partition, query.organisationId().getBytes(UTF_8), bytes(query));
    }

    private byte[] bytes(NidQuery query) {
        return wire.query(TOPICS.queries(), query);
    }

    private static ConditionFactory patiently() {
        return Awaitility.await().atMost(Duration.ofMinutes(4)).pollInterval(Duration.ofMillis(100));
    }

    /** The detector as a process of its own. */
    private final class Detached implements AutoCloseable {
        private final Process process;

        Detached(String watch, String... streams) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    CountingDetector.class.getName(),
                    broker.bootstrapServers(),
                    directory.resolve("state").toString(),
                    watch));
            command.addAll(List.of(streams));
            Path log = Files.createTempFile(directory, "detector", ".log");
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        }

        void kill() throws InterruptedException {
            assertThat(process.isAlive()).isTrue();
            process.destroyForcibly();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }

        void terminate() throws InterruptedException {
            process.destroy();
            assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
