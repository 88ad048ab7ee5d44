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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.UUID;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.Scope;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.federation.Federation;
import org.nidwatch.federation.FederationOutput;
import org.nidwatch.federation.FederationSettings;
import org.nidwatch.federation.OrganisationDigest;
import org.nidwatch.federation.SourceReport;
import org.nidwatch.intake.IntakeSettings;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Token;
import org.nidwatch.ops.Meters;
import org.nidwatch.policy.Policy;
import org.nidwatch.watch.OrganisationActivity;
import org.nidwatch.watch.Watch;
import org.nidwatch.watch.WatchOutput;
import org.nidwatch.watch.WatchSettings;
import org.nidwatch.wire.SampleRegistry;
import org.nidwatch.wire.Wire;

/** Queries in, an alert about several organisations out: the whole way through Kafka's topology. */
class FederationTopologyTest {
    private static final int ORGANISATIONS = 30;
    private static final int WALKED_THROUGH = 20;
    private static final int HOURS = 6;
    private static final TopicNames TOPICS = TopicNames.STANDARD;
    private static final long START = SampleQueries.START - SampleQueries.START % 3_600_000L;
    private static final Instant NOW = Instant.ofEpochMilli(START).plus(Duration.ofDays(1));

    @TempDir
    Path directory;

    private final Wire wire = SampleRegistry.wire();
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final DetectionSettings settings = new DetectionSettings(
            TOPICS, IntakeSettings.DEFAULTS, WatchSettings.DEFAULTS, FederationSettings.DEFAULTS, Mode.REPLAY);

    @Test
    void aWalkThroughTwentyOrganisationsIsOneAlertAsWithoutKafka() {
        List<NidQuery> queries = queries();

        List<ScrapingAlert> alerts = throughKafka(queries);

        assertThat(alerts).extracting(ScrapingAlert::scope).containsOnly(Scope.FEDERATION);
        assertThat(alerts)
                .extracting(ScrapingAlert::alertId)
                .containsOnly(alerts.get(0).alertId());
        ScrapingAlert last = alerts.get(alerts.size() - 1);
        assertThat(last.memberOrganisations())
                .hasSize(WALKED_THROUGH)
                .allMatch(id -> Integer.parseInt(id.substring(4)) < WALKED_THROUGH);
        assertThat(alerts).isEqualTo(withoutKafka(queries));
        assertThat(registry.get("nidwatch.alerts").counters().stream()
                        .mapToDouble(counter -> counter.count())
                        .sum())
                .isEqualTo(1);
    }

    /** Honest work of all, and from the third hour on 80 numbers of one block walked through twenty of them in turn. */
    private static List<NidQuery> queries() {
        SplittableRandom random = new SplittableRandom(1);
        List<NidQuery> queries = new ArrayList<>();
        for (int organisation = 0; organisation < ORGANISATIONS; organisation++) {
            long time = START;
            while (time < START + HOURS * 3_600_000L) {
                time += 1 + random.nextInt(240_000);
                queries.add(query(organisation, time, random.nextLong(), random.nextLong()));
            }
        }
        for (int i = 0; i < 4 * WALKED_THROUGH; i++) {
            queries.add(query(i % WALKED_THROUGH, START + 3 * 3_600_000L + i * 45_000L, i * 7_919_777_123L, 42));
        }
        queries.sort(Comparator.comparingLong(NidQuery::occurredAt));
        return queries;
    }

    private static NidQuery query(int organisation, long time, long subject, long block) {
        Token token = new Token(subject * 31, subject);
        return new NidQuery(
                UUID.nameUUIDFromBytes(token.bytes()).toString(),
                time,
                "org-" + organisation,
                "key-" + organisation + "-" + Math.floorMod(subject, 3),
                null,
                null,
                Operation.RETRIEVE,
                Outcome.DISCLOSED,
                12,
                token,
                new Token(block, block * 17),
                1,
                null);
    }

    private List<ScrapingAlert> throughKafka(List<NidQuery> queries) {
        DetectionTopology topology = new DetectionTopology(
                settings,
                1,
                wire,
                new Meters(registry, 100),
                Clock.fixed(NOW, ZoneOffset.UTC),
                new RegistryPatience(Duration.ofSeconds(20)),
                DetectionTopology.watching(settings));
        Properties properties = StreamsProperties.of(RunnerSettings.embedded("127.0.0.1:9", directory));
        properties.put("application.id", "test");
        try (TopologyTestDriver driver = new TopologyTestDriver(topology.get(), properties, NOW)) {
            TestInputTopic<byte[], byte[]> input =
                    driver.createInputTopic(TOPICS.queries(), new ByteArraySerializer(), new ByteArraySerializer());
            TestOutputTopic<String, byte[]> alerts =
                    driver.createOutputTopic(TOPICS.alerts(), new StringDeserializer(), new ByteArrayDeserializer());
            long ticked = START;
            for (NidQuery query : queries) {
                input.pipeInput(null, wire.query(TOPICS.queries(), query));
                if (query.occurredAt() - ticked >= 60_000) {
                    ticked = query.occurredAt();
                    driver.advanceWallClockTime(Duration.ofSeconds(1));
                }
            }
            return alerts.readRecordsToList().stream()
                    .map(record -> {
                        assertThat(record.key()).isEqualTo("*");
                        return wire.readAlert(record.value()).alert();
                    })
                    .toList();
        }
    }

    /** As the scan of a file does it. */
    private List<ScrapingAlert> withoutKafka(List<NidQuery> queries) {
        List<ScrapingAlert> alerts = new ArrayList<>();
        Federation federation = new Federation(
                settings.federation(), settings.watch().alerts(), Policy.NONE, Mode.REPLAY, new FederationOutput() {
                    @Override
                    public void alert(ScrapingAlert alert) {
                        alerts.add(alert);
                    }

                    @Override
                    public void late() {
                        throw new AssertionError("nothing is late in a file");
                    }
                });
        Watch watch = new Watch(settings.watch(), Policy.NONE, Mode.REPLAY, TOPICS.queries(), new WatchOutput() {
            @Override
            public void alert(ScrapingAlert alert) {
                alerts.add(alert);
            }

            @Override
            public void activity(OrganisationActivity activity) {}

            @Override
            public void digest(OrganisationDigest digest, long reached) {
                federation.observe(SourceReport.of(0, 1, reached, digest));
            }

            @Override
            public void reached(long tick) {
                federation.observe(SourceReport.reached(0, 1, tick));
            }
        });
        long line = 0;
        for (NidQuery query : queries) {
            watch.observe(query, -1, line++);
            watch.advance(query.occurredAt());
            federation.advance(query.occurredAt());
        }
        return alerts;
    }
}
