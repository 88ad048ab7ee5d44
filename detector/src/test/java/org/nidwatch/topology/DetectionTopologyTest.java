// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.search.Search;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nidwatch.alert.Mode;
import org.nidwatch.federation.FederationSettings;
import org.nidwatch.intake.IntakeSettings;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.RejectReason;
import org.nidwatch.intake.Token;
import org.nidwatch.ocsf.OcsfForm;
import org.nidwatch.ops.Meters;
import org.nidwatch.policy.Canary;
import org.nidwatch.policy.Organisation;
import org.nidwatch.policy.Policy;
import org.nidwatch.watch.WatchSettings;
import org.nidwatch.wire.SampleRegistry;
import org.nidwatch.wire.Wire;

class DetectionTopologyTest {
    private static final TopicNames TOPICS = TopicNames.STANDARD;
    private static final Instant NOW = Instant.ofEpochMilli(SampleQueries.START).plus(Duration.ofHours(1));
    private static final byte[] POISON = {42, 1, 2, 3};

    @TempDir
    Path directory;

    private final Wire wire = SampleRegistry.wire();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final Meters meters = new Meters(registry, 100);
    private final List<CountingWatcher> watchers = new ArrayList<>();
    private final RegistryPatience patience = new RegistryPatience(Duration.ofSeconds(20));
    private Policy policy = Policy.NONE;
    private @Nullable OcsfForm ocsf;
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> queries;
    private TestOutputTopic<String, byte[]> rejected;
    private TestOutputTopic<String, byte[]> alerts;

    @BeforeEach
    void startWithOnePartition() {
        start(1, Mode.LIVE);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void readsAsThePageSays() throws IOException {
        String described = topology(4, Mode.LIVE).get().describe().toString();
        Path golden = Path.of("src/test/resources/golden/topology.txt");
        if (Boolean.getBoolean("update.golden")) {
            Files.writeString(golden, described);
        }
        assertThat(described).isEqualTo(Files.readString(golden));
    }

    @Test
    void countsEachQueryWhereItStands() {
        send("bank", 1);
        send("bank", 2);
        send("telecom", 3);

        assertThat(watcher().counts).containsOnly(entry("bank", 2), entry("telecom", 1));
        assertThat(watcher().seen).containsExactly("0/0", "0/1", "0/2");
    }

    @Test
    void sendsAnAlertOnTwoTopicsWithTheirKeys() {
        for (int i = 0; i < CountingWatcher.ALERT_EVERY; i++) {
            send("bank", i);
        }

        TestRecord<String, byte[]> alert = alerts.readRecord();
        assertThat(alert.key()).isEqualTo("bank");
        TestRecord<String, byte[]> current = output(TOPICS.alertsCurrent()).readRecord();
        assertThat(current.key()).hasSize(36);
        assertThat(wire.readAlert(current.value())).isEqualTo(wire.readAlert(alert.value()));
        assertThat(wire.readAlert(alert.value()).emittedAtMillis()).isEqualTo(NOW.toEpochMilli());
        assertThat(alerts.isEmpty()).isTrue();
    }

    @Test
    void sendsAnAlertAsAnOcsfFindingWhereThatIsAskedFor() throws IOException {
        assertThat(topology(1, Mode.LIVE).get().describe().toString()).doesNotContain("alerts.ocsf");
        driver.close();
        ocsf = new OcsfForm("0.1.0");
        start(1, Mode.LIVE);
        for (int i = 0; i < CountingWatcher.ALERT_EVERY; i++) {
            send("bank", i);
        }

        TestRecord<String, byte[]> finding = output(TOPICS.alertsOcsf()).readRecord();
        assertThat(finding.key()).isEqualTo("bank");
        assertThat(new String(finding.value(), UTF_8))
                .isEqualTo(
                        ocsf.alert(wire.readAlert(alerts.readRecord().value()).alert(), NOW.toEpochMilli()));
    }

    @Test
    void sendsActivityWhenTheTickFindsAMinuteClosed() {
        send("bank", 1);
        driver.advanceWallClockTime(Duration.ofSeconds(1));

        TestRecord<String, byte[]> activity = output(TOPICS.activity()).readRecord();
        assertThat(activity.key()).isEqualTo("bank");
        assertThat(wire.readActivity(activity.value()).queries()).isEqualTo(1);
        assertThat(watcher().advanced).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void tellsARejectByPlaceAndReasonAndNeverByItsValue() {
        send("bank", 1);
        queries.pipeInput("bank".getBytes(UTF_8), POISON);

        TestRecord<String, byte[]> reject = rejected.readRecord();
        assertThat(reject.key()).isNull();
        assertThat(reject.value()).isEmpty();
        assertThat(header(reject, "reason")).isEqualTo("NOT_FRAMED");
        assertThat(header(reject, "detail")).isEqualTo(RejectReason.NOT_FRAMED.sentence());
        assertThat(header(reject, "topic")).isEqualTo("nid.queries");
        assertThat(header(reject, "partition")).isEqualTo("0");
        assertThat(header(reject, "offset")).isEqualTo("1");
        assertThat(header(reject, "value.bytes")).isEqualTo("4");
        assertThat(reject.headers().toArray()).hasSize(6);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"EMPTY", "FUTURE_TIME", "IMPLAUSIBLE_TIME", "NO_ORGANISATION", "LOOKS_LIKE_NID", "BAD_IDENTIFIER"})
    void rejectsForEveryReasonOfTheChecks(RejectReason reason) {
        queries.pipeInput(null, bad(reason));

        assertThat(header(rejected.readRecord(), "reason")).isEqualTo(reason.name());
        assertThat(watcher().counts).isEmpty();
    }

    private byte[] bad(RejectReason reason) {
        long time = SampleQueries.START;
        return switch (reason) {
            case EMPTY -> null;
            case FUTURE_TIME -> bytes(SampleQueries.of("bank", NOW.toEpochMilli() + 121_000));
            case IMPLAUSIBLE_TIME -> bytes(SampleQueries.of("bank", -1));
            case NO_ORGANISATION -> bytes(SampleQueries.of("", time));
            case LOOKS_LIKE_NID -> bytes(SampleQueries.of("1234567890", time));
            case BAD_IDENTIFIER -> bytes(SampleQueries.of("x".repeat(129), time));
            default -> throw new IllegalArgumentException(reason.name());
        };
    }

    @Test
    void keepsAnOrganisationIdThatCouldHoldANidOutOfTheKey() {
        assertThat(RejectHeaders.presentable("bank")).isEqualTo("bank");
        assertThat(RejectHeaders.presentable("1234567890")).isNull();
        assertThat(RejectHeaders.presentable("nid:1234567890")).isNull();
        assertThat(RejectHeaders.presentable("১২৩৪৫৬৭৮৯০১২৩")).isNull();
        assertThat(RejectHeaders.presentable("a\nb")).isNull();
        assertThat(RejectHeaders.presentable("x".repeat(129))).isNull();
        assertThat(RejectHeaders.presentable("")).isNull();
    }

    @Test
    void onePoisonRecordTakesNoneOfItsBatchWithIt() {
        int batch = 6;
        for (int poisoned = 0; poisoned < batch; poisoned++) {
            driver.close();
            start(1, Mode.LIVE);
            double receivedBefore = meter("nidwatch.queries.received");
            List<byte[]> values = new ArrayList<>();
            for (int i = 0; i < batch; i++) {
                values.add(i == poisoned ? POISON : bytes(SampleQueries.of("bank", SampleQueries.START + i)));
            }
            sendBatch(values);

            assertThat(watcher().counts).containsOnly(entry("bank", batch - 1));
            assertThat(header(rejected.readRecord(), "offset")).isEqualTo(Integer.toString(100 + poisoned));
            assertThat(rejected.isEmpty()).isTrue();
            assertThat(meter("nidwatch.queries.received") - receivedBefore).isEqualTo(batch);
            assertThat(meter("nidwatch.queries.received"))
                    .isEqualTo(meter("nidwatch.queries") + meter("nidwatch.queries.rejected"));
        }
    }

    @Test
    void movesWhatLiesOnAnotherPartitionAndRemembersWhereItStood() {
        driver.close();
        start(4, Mode.LIVE);
        List<String> organisations = List.of("a", "b", "c", "d", "e", "f", "g", "h");
        Placement placement = new Placement(4);
        long misplaced =
                organisations.stream().filter(o -> placement.of(o) != 0).count();
        assertThat(misplaced).isBetween(1L, 7L);

        List<byte[]> values = new ArrayList<>();
        for (String organisation : organisations) {
            values.add(bytes(SampleQueries.of(organisation, SampleQueries.START)));
        }
        sendBatch(values);

        assertThat(watcher().counts.keySet()).containsExactlyInAnyOrderElementsOf(organisations);
        assertThat(watcher().counts.values()).containsOnly(1L);
        assertThat(watcher().seen)
                .containsExactlyInAnyOrder("0/100", "0/101", "0/102", "0/103", "0/104", "0/105", "0/106", "0/107");
        assertThat(meter("nidwatch.queries.misplaced")).isEqualTo(misplaced);
    }

    @Test
    void rejectsWhatCannotBeReadWhereItLies() {
        driver.close();
        start(4, Mode.LIVE);
        sendBatch(List.of(POISON, bytes(SampleQueries.of("a", SampleQueries.START)), POISON));

        assertThat(rejected.readRecordsToList()).hasSize(2);
        assertThat(watcher().counts).containsOnly(entry("a", 1));
    }

    /** The topic that moves misplaced queries would hold a copy of their bytes. */
    @Test
    void movesNothingThatWillNotBeCounted() {
        driver.close();
        start(4, Mode.LIVE);
        Placement placement = new Placement(4);
        String elsewhere = List.of("a", "b", "c", "d", "e").stream()
                .filter(each -> placement.of(each) != 0)
                .findFirst()
                .orElseThrow();
        byte[] whole = bytes(SampleQueries.of(elsewhere, SampleQueries.START));
        byte[] cut = Arrays.copyOf(whole, whole.length - 8);
        List<byte[]> values = new ArrayList<>(List.of(cut, bytes(SampleQueries.of(elsewhere, -1))));
        for (long number = 1_234_567_890L; number < 1_234_567_900L; number++) {
            values.add(bytes(SampleQueries.of(Long.toString(number), SampleQueries.START)));
        }
        sendBatch(values);

        assertThat(meter("nidwatch.queries.misplaced")).isZero();
        assertThat(rejected.readRecordsToList()).hasSize(values.size());
        assertThat(watcher().counts).isEmpty();
    }

    @Test
    void takesUpPolicyAtOnceAndDropsItOnATombstone() {
        Token token = new Token(7, 9);
        TestInputTopic<String, byte[]> canaries = policyTopic(TOPICS.canaries());
        canaries.pipeInput(token.hex(), wire.canary(TOPICS.canaries(), new Canary(token, "decoy", null)));

        queries.pipeInput(null, bytes(SampleQueries.of("bank", SampleQueries.START, token)));
        assertThat(alerts.readRecordsToList()).hasSize(1);

        canaries.pipeInput(token.hex(), (byte[]) null);
        queries.pipeInput(null, bytes(SampleQueries.of("bank", SampleQueries.START, token)));
        assertThat(alerts.isEmpty()).isTrue();
    }

    @Test
    void skipsAPoisonPolicyRecordAndKeepsThePolicyBeforeIt() {
        TestInputTopic<String, byte[]> organisations = policyTopic(TOPICS.organisations());
        Organisation bank = new Organisation("bank", "Bank", "bank", 500L, null, List.of());
        organisations.pipeInput("bank", wire.organisation(TOPICS.organisations(), bank));
        organisations.pipeInput("bank", POISON);
        organisations.pipeInput("other", wire.organisation(TOPICS.organisations(), bank));

        assertThat(policy.organisation("bank").declaredQuotaPerDay()).isEqualTo(500);
        assertThat(policy.organisation("other")).isNull();
        assertThat(Search.in(registry)
                        .name("nidwatch.policy.rejected")
                        .tag("topic", TOPICS.organisations())
                        .counter()
                        .count())
                .isEqualTo(2);
        organisations.pipeInput("bank", (byte[]) null);
        assertThat(policy.organisation("bank")).isNull();
    }

    @Test
    void measuresAlerts() {
        for (int i = 0; i < CountingWatcher.ALERT_EVERY; i++) {
            send("bank", i);
        }
        assertThat(registry.get("nidwatch.alerts")
                        .tags("severity", "MEDIUM", "shape", "HARVEST")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("nidwatch.alerts.open")
                        .tag("severity", "MEDIUM")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(registry.get("nidwatch.records.exposed.before.alert")
                        .summary()
                        .totalAmount())
                .isEqualTo(CountingWatcher.ALERT_EVERY);
        assertThat(registry.get("nidwatch.detection.latency").timer().count()).isEqualTo(1);
    }

    private void start(int partitions, Mode mode) {
        watchers.clear();
        driver = new TopologyTestDriver(topology(partitions, mode).get(), properties(), NOW);
        queries = driver.createInputTopic(TOPICS.queries(), new ByteArraySerializer(), new ByteArraySerializer());
        rejected = output(TOPICS.rejected());
        alerts = output(TOPICS.alerts());
    }

    private DetectionTopology topology(int partitions, Mode mode) {
        DetectionSettings settings = new DetectionSettings(
                TOPICS,
                IntakeSettings.DEFAULTS,
                WatchSettings.DEFAULTS,
                FederationSettings.DEFAULTS,
                mode,
                ReplaySpan.ALL,
                ocsf);
        return new DetectionTopology(
                settings, partitions, wire, meters, Clock.fixed(NOW, ZoneOffset.UTC), patience, (board, output) -> {
                    policy = board;
                    CountingWatcher watcher = new CountingWatcher(board, output);
                    watchers.add(watcher);
                    return watcher;
                });
    }

    private Properties properties() {
        Properties properties = StreamsProperties.of(RunnerSettings.embedded("127.0.0.1:9", directory));
        properties.put("application.id", "test");
        return properties;
    }

    private TestOutputTopic<String, byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private TestInputTopic<String, byte[]> policyTopic(String topic) {
        return driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer());
    }

    private void send(String organisation, long millis) {
        queries.pipeInput(null, bytes(SampleQueries.of(organisation, SampleQueries.START + millis)));
    }

    /** As a poll would bring them: folded, at offsets from 100 on. */
    private void sendBatch(List<byte[]> values) {
        List<ConsumerRecord<byte[], byte[]>> polled = new ArrayList<>();
        for (byte[] value : values) {
            polled.add(new ConsumerRecord<>(TOPICS.queries(), 0, 100 + polled.size(), null, value));
        }
        TestRecord<byte[], byte[]> folded = new TestRecord<>(null, values.get(0));
        folded.headers().add(new PollFolding.Fold(polled));
        queries.pipeInput(folded);
    }

    private byte[] bytes(NidQuery query) {
        return wire.query(TOPICS.queries(), query);
    }

    private CountingWatcher watcher() {
        assertThat(watchers).hasSize(1);
        return watchers.get(0);
    }

    private double meter(String name) {
        return Search.in(registry).name(name).functionCounters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static java.util.Map.Entry<String, Long> entry(String organisation, long count) {
        return java.util.Map.entry(organisation, count);
    }

    private static String header(TestRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
