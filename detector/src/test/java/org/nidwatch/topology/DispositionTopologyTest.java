// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.detect.Detectors;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Token;
import org.nidwatch.ops.Meters;
import org.nidwatch.policy.Disposition;
import org.nidwatch.policy.Disposition.Verdict;
import org.nidwatch.policy.Silence;
import org.nidwatch.wire.SampleRegistry;
import org.nidwatch.wire.Wire;

/** An analyst's word goes in by its topic and comes out as the end of the alert. */
class DispositionTopologyTest {
    private static final TopicNames TOPICS = TopicNames.STANDARD;
    private static final Instant NOW = Instant.ofEpochMilli(SampleQueries.START).plus(Duration.ofHours(1));

    @TempDir
    Path directory;

    private final Wire wire = SampleRegistry.wire();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final SplittableRandom random = new SplittableRandom(1);
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> queries;
    private TestInputTopic<String, byte[]> dispositions;
    private TestOutputTopic<String, byte[]> alerts;
    private TestOutputTopic<String, byte[]> current;
    private long time = SampleQueries.START;

    @BeforeEach
    void start() {
        DetectionTopology topology = new DetectionTopology(
                DetectionSettings.DEFAULTS,
                1,
                wire,
                new Meters(registry, 100),
                Clock.fixed(NOW, ZoneOffset.UTC),
                new RegistryPatience(Duration.ofSeconds(20)),
                DetectionTopology.watching(DetectionSettings.DEFAULTS));
        Properties properties = StreamsProperties.of(RunnerSettings.embedded("127.0.0.1:9", directory));
        properties.put("application.id", "test");
        driver = new TopologyTestDriver(topology.get(), properties, NOW);
        queries = driver.createInputTopic(TOPICS.queries(), new ByteArraySerializer(), new ByteArraySerializer());
        dispositions =
                driver.createInputTopic(TOPICS.dispositions(), new StringSerializer(), new ByteArraySerializer());
        alerts = driver.createOutputTopic(TOPICS.alerts(), new StringDeserializer(), new ByteArrayDeserializer());
        current =
                driver.createOutputTopic(TOPICS.alertsCurrent(), new StringDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    private void guess(int times) {
        ask("bank", times, Outcome.NOT_FOUND);
    }

    private void ask(String organisation, int times, Outcome outcome) {
        for (int i = 0; i < times; i++) {
            Token subject = new Token(random.nextLong(), random.nextLong());
            NidQuery query = new NidQuery(
                    UUID.nameUUIDFromBytes(subject.bytes()).toString(),
                    time,
                    organisation,
                    "key",
                    null,
                    null,
                    Operation.RETRIEVE,
                    outcome,
                    0,
                    subject,
                    null,
                    1,
                    null);
            queries.pipeInput(null, wire.query(TOPICS.queries(), query));
            time += 5_000;
        }
    }

    private List<ScrapingAlert> alerts() {
        return alerts.readRecordsToList().stream()
                .map(record -> wire.readAlert(record.value()).alert())
                .toList();
    }

    private void decide(UUID alert, String key, Verdict verdict) {
        Disposition disposition = new Disposition(alert, verdict, "me", "", "bank", time);
        dispositions.pipeInput(key, wire.disposition(TOPICS.dispositions(), disposition));
    }

    @Test
    void aBenignVerdictClosesTheAlertWithTheNextQueryOnBothTopics() {
        guess(40);
        ScrapingAlert opened = alerts().get(0);
        assertThat(opened.phase()).isEqualTo(Phase.OPENED);

        decide(opened.alertId(), opened.alertId().toString(), Verdict.BENIGN);
        assertThat(alerts()).isEmpty();
        guess(1);

        List<ScrapingAlert> after = alerts();
        assertThat(after).hasSize(1);
        assertThat(after.get(0).alertId()).isEqualTo(opened.alertId());
        assertThat(after.get(0).phase()).isEqualTo(Phase.CLOSED);
        assertThat(after.get(0).summary()).contains("found benign by me");
        assertThat(current.readKeyValuesToMap())
                .hasSize(1)
                .containsKey(opened.alertId().toString());
        assertThat(registry.get("nidwatch.alerts.open").gauges()).allMatch(gauge -> gauge.value() == 0);
    }

    @Test
    void aVerdictClosesTheAlertOfASilentOrganisationWithTheClock() {
        guess(40);
        ScrapingAlert opened = alerts().get(0);
        decide(opened.alertId(), opened.alertId().toString(), Verdict.TEST);
        driver.advanceWallClockTime(Duration.ofSeconds(1));

        assertThat(alerts()).extracting(ScrapingAlert::phase).containsExactly(Phase.CLOSED);
    }

    @Test
    void aVerdictThatIsTakenBackInTimeOrStandsUnderAnotherKeyDoesNothing() {
        guess(40);
        ScrapingAlert opened = alerts().get(0);
        String key = opened.alertId().toString();
        decide(opened.alertId(), new UUID(1, 1).toString(), Verdict.BENIGN);
        decide(opened.alertId(), key, Verdict.BENIGN);
        dispositions.pipeInput(key, (byte[]) null);
        driver.advanceWallClockTime(Duration.ofSeconds(1));

        assertThat(alerts()).isEmpty();
        assertThat(registry.get("nidwatch.policy.rejected")
                        .tag("topic", TOPICS.dispositions())
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void alertsOfLearnedDetectorsAloneCountAgainstTheBudget() {
        guess(40);
        assertThat(alerts().get(0).findings().get(0).detector()).isEqualTo("miss-ratio");
        assertThat(openedADay()).isZero();

        // Two days to learn from, for volumes of who declared nothing are not judged on the first; then a burst. All of
        // it
        // lies before the fixed clock: what lies ahead of it is refused.
        time = NOW.toEpochMilli() - 60 * 3_600_000L;
        for (int i = 0; i < 200; i++) {
            ask("telecom", 1, Outcome.DISCLOSED);
            time += 900_000;
        }
        ask("telecom", 600, Outcome.DISCLOSED);
        ScrapingAlert learned = alerts().stream()
                .filter(alert -> alert.phase() == Phase.OPENED)
                .findFirst()
                .orElseThrow();
        assertThat(Detectors.learned(learned.findings().get(0).detector())).isTrue();
        assertThat(openedADay()).isEqualTo(1);
    }

    private double openedADay() {
        return registry.get("nidwatch.alerts.opened.last.week.per.day").gauge().value();
    }

    @Test
    void aSilenceHoldsTheAlertBackAndIsCounted() {
        TestInputTopic<String, byte[]> silences =
                driver.createInputTopic(TOPICS.silences(), new StringSerializer(), new ByteArraySerializer());
        Silence silence = new Silence("bank", null, time, time + 60_000, null, "amina", "move of an office");
        silences.pipeInput("another key", wire.silence(TOPICS.silences(), silence));
        silences.pipeInput(silence.id(), wire.silence(TOPICS.silences(), silence));
        guess(12);
        assertThat(alerts()).isEmpty();
        guess(28);

        assertThat(alerts()).extracting(ScrapingAlert::phase).startsWith(Phase.OPENED);
        assertThat(registry.get("nidwatch.policy.rejected")
                        .tag("topic", TOPICS.silences())
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void theTableKeepsTheNewest() {
        DispositionTable table = new DispositionTable();
        for (int i = 0; i <= DispositionTable.MOST; i++) {
            table.put(new Disposition(new UUID(0, i), Verdict.BENIGN, "", "", "", 0));
        }
        assertThat(table.find(new UUID(0, 0))).isNull();
        assertThat(table.find(new UUID(0, 1))).isNotNull();
        table.put(new Disposition(new UUID(0, 1), Verdict.TEST, "", "", "", 0));
        table.put(new Disposition(new UUID(1, 0), Verdict.TEST, "", "", "", 0));
        assertThat(table.find(new UUID(0, 1))).extracting(Disposition::verdict).isEqualTo(Verdict.TEST);
        assertThat(table.find(new UUID(0, 2))).isNull();
        table.remove(new UUID(0, 1));
        assertThat(table.find(new UUID(0, 1))).isNull();
    }
}
