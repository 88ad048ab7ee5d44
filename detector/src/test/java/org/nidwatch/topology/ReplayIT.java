// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.Scope;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.embedded.EmbeddedBroker;
import org.nidwatch.federation.FederationSettings;
import org.nidwatch.intake.IntakeSettings;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.ops.Meters;
import org.nidwatch.policy.Policy;
import org.nidwatch.watch.OrganisationActivity;
import org.nidwatch.watch.Watch;
import org.nidwatch.watch.WatchOutput;
import org.nidwatch.watch.WatchSettings;
import org.nidwatch.wire.SampleRegistry;
import org.nidwatch.wire.Wire;

@Tag("slow")
class ReplayIT {
    private static final int PARTITIONS = 4;
    private static final TopicNames TOPICS = TopicNames.STANDARD;

    @TempDir
    Path directory;

    private final Wire wire = SampleRegistry.wire();
    private final List<NidQuery> queries = SampleQueries.guessing(7, 24_000, 16);
    private EmbeddedBroker broker;
    private KafkaRecords kafka;
    private Admin admin;

    @BeforeEach
    void fill() throws Exception {
        broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
        kafka = new KafkaRecords(broker.bootstrapServers());
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        TopicPlan.standard(TOPICS, PARTITIONS, 1).apply(admin);
        // In transactions, as ingest writes: after the last record of a partition stands a mark that nobody processes.
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "filling"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            queries.forEach(query -> producer.send(new ProducerRecord<>(
                    TOPICS.queries(), query.organisationId().getBytes(UTF_8), wire.query(TOPICS.queries(), query))));
            producer.commitTransaction();
        }
    }

    @AfterEach
    void stop() throws Exception {
        admin.close();
        broker.close();
    }

    @Test
    void givesTheSameAlertsAsLiveAndLeavesNothingElseBehind() throws Exception {
        List<ScrapingAlert> live = live();
        int minutes = kafka.committed(TOPICS.activity()).size();
        int current = kafka.committed(TOPICS.alertsCurrent()).size();

        Replay.Progress end = replay(ReplaySpan.ALL);

        assertThat(end.read()).isEqualTo(end.total()).isEqualTo(queries.size());
        assertThat(end.reached()).isEqualTo(queries.get(queries.size() - 1).occurredAt());
        assertThat(told(Mode.REPLAY))
                .hasSizeGreaterThan(3)
                .containsExactlyInAnyOrderElementsOf(
                        live.stream().map(ReplayIT::withoutMode).toList());
        assertThat(kafka.committed(TOPICS.activity())).hasSize(minutes);
        assertThat(kafka.committed(TOPICS.alertsCurrent())).hasSize(current);
        assertThat(kafka.committed(TOPICS.rejected())).isEmpty();
        assertThat(left("nidwatch-replay-")).isEmpty();
    }

    @Test
    void ofASpanSeesThatAlone() throws Exception {
        long from = queries.get(8_000).occurredAt();
        long until = queries.get(20_000).occurredAt();
        List<String> expected = new ArrayList<>();
        Watch watch = new Watch(WatchSettings.DEFAULTS, Policy.NONE, Mode.REPLAY, TOPICS.queries(), new WatchOutput() {
            @Override
            public void alert(ScrapingAlert alert) {
                expected.add(alert.alertId() + " " + alert.phase() + " " + alert.queries());
            }

            @Override
            public void activity(OrganisationActivity activity) {}
        });
        queries.subList(8_000, 20_000).forEach(query -> watch.observe(query, 0, 0));

        replay(new ReplaySpan(from, until));

        assertThat(alerts(Mode.REPLAY).stream()
                        .map(alert -> alert.alertId() + " " + alert.phase() + " " + alert.queries()))
                .hasSizeGreaterThan(3)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private Replay.Progress replay(ReplaySpan span) throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        DetectionSettings detection = new DetectionSettings(
                TOPICS,
                IntakeSettings.DEFAULTS,
                WatchSettings.DEFAULTS,
                FederationSettings.DEFAULTS,
                Mode.REPLAY,
                span);
        RunnerSettings settings = RunnerSettings.embedded(broker.bootstrapServers(), directory.resolve("replay"))
                .withStreams(Map.of("commit.interval.ms", "500"));
        try (Replay replay = Replay.start(settings, detection, wire, new Meters(registry, 100), registry)) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(3))
                    .pollInterval(Duration.ofMillis(500))
                    .until(replay::done);
            return replay.progress();
        }
    }

    private List<ScrapingAlert> live() throws Exception {
        try (StreamsRunner runner = CountingDetector.runner(
                broker.bootstrapServers(),
                directory.resolve("live"),
                Map.of(),
                wire,
                DetectionTopology.watching(DetectionSettings.DEFAULTS))) {
            runner.start();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(3))
                    .until(() -> runner.course().read() == queries.size());
        }
        return alerts(Mode.LIVE);
    }

    private List<String> told(Mode mode) {
        return alerts(mode).stream().map(ReplayIT::withoutMode).toList();
    }

    private static String withoutMode(ScrapingAlert alert) {
        return alert.toString().replace("mode=" + alert.mode(), "");
    }

    private List<ScrapingAlert> alerts(Mode mode) {
        return kafka.committed(TOPICS.alerts()).stream()
                .map(record -> wire.readAlert(record.value()).alert())
                .filter(alert -> alert.mode() == mode && alert.scope() != Scope.FEDERATION)
                .toList();
    }

    private Set<String> left(String prefix) throws Exception {
        Set<String> left = new java.util.TreeSet<>(admin.listTopics().names().get(30, TimeUnit.SECONDS));
        admin.listGroups().all().get(30, TimeUnit.SECONDS).forEach(group -> left.add(group.groupId()));
        left.removeIf(name -> !name.startsWith(prefix));
        return left;
    }
}
