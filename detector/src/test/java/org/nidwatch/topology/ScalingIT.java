// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nidwatch.embedded.EmbeddedBroker;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.wire.SampleRegistry;
import org.nidwatch.wire.Wire;

/** One instance, then two, then four: the work divides, nothing is counted twice or told twice. */
@Tag("slow")
class ScalingIT {
    private static final int PARTITIONS = 8;
    /** One a partition, and the federation's. */
    private static final int TASKS = PARTITIONS + 1;

    private static final TopicNames TOPICS = TopicNames.STANDARD;

    @TempDir
    Path directory;

    private final Wire wire = SampleRegistry.wire();
    private final List<NidQuery> queries = SampleQueries.stream(11, 36_000, 60);
    private final List<StreamsRunner> instances = new ArrayList<>();

    @Test
    void workDividesAndNothingIsToldTwice() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), 0)) {
            KafkaRecords kafka = new KafkaRecords(broker.bootstrapServers());
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                TopicPlan.standard(TOPICS, PARTITIONS, 1).apply(admin);
            }
            try {
                int written = 0;
                for (int wanted : new int[] {1, 2, 4}) {
                    while (instances.size() < wanted) {
                        instances.add(start(broker.bootstrapServers(), Map.of()));
                    }
                    divided(TASKS / wanted);
                    write(kafka, queries.subList(written, written + 12_000));
                    written += 12_000;
                    counted(kafka, queries.subList(0, written));
                }
            } finally {
                instances.forEach(StreamsRunner::close);
            }
            exactlyOnce(kafka);
        }
    }

    /** As in a rolling restart, when a changelog is longer than Kafka Streams lets a new member fall behind. */
    @Test
    void whoComesWithoutStateBringsItUpBesideWhoWatchesAndTakesItsShareOver() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), 0)) {
            String servers = broker.bootstrapServers();
            KafkaRecords kafka = new KafkaRecords(servers);
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
                TopicPlan.standard(TOPICS, PARTITIONS, 1).apply(admin);
            }
            Map<String, String> fewBehind = Map.of("acceptable.recovery.lag", "5");
            try {
                instances.add(start(servers, fewBehind));
                divided(TASKS);
                for (int from = 0; from < queries.size(); from += 3_000) {
                    write(kafka, queries.subList(from, from + 3_000));
                    counted(kafka, queries.subList(0, from + 3_000));
                }
                instances.add(start(servers, fewBehind));
                patiently().until(() -> instances.get(1).health().reason().contains("brings up the state of"));
                // Both rebalance; who is done first need not be who watches.
                patiently()
                        .untilAsserted(() -> assertThat(tasks(instances.get(0))).isEqualTo(TASKS));
                divided(TASKS / 2);
            } finally {
                instances.forEach(StreamsRunner::close);
            }
            exactlyOnce(kafka);
        }
    }

    private StreamsRunner start(String servers, Map<String, String> more) throws Exception {
        Map<String, String> streams = new HashMap<>(more);
        streams.put("num.stream.threads", "1");
        StreamsRunner runner =
                CountingDetector.runner(servers, directory.resolve("state-" + instances.size()), streams);
        runner.start();
        return runner;
    }

    private void divided(int atLeast) {
        patiently().untilAsserted(() -> {
            List<Integer> tasks = instances.stream().map(ScalingIT::tasks).toList();
            assertThat(tasks.stream().mapToInt(Integer::intValue).sum()).isEqualTo(TASKS);
            assertThat(tasks).allSatisfy(each -> assertThat(each).isBetween(atLeast, atLeast + 1));
        });
    }

    // As its health tells: "state RUNNING, 5 tasks".
    private static int tasks(StreamsRunner runner) {
        String told = runner.health().reason();
        return told.startsWith("state RUNNING, ") ? Integer.parseInt(told.replaceAll("[^0-9]", "")) : -1;
    }

    private void write(KafkaRecords kafka, List<NidQuery> some) {
        kafka.write(() -> some.stream()
                .map(query -> new ProducerRecord<>(
                        TOPICS.queries(), query.organisationId().getBytes(UTF_8), wire.query(TOPICS.queries(), query)))
                .iterator());
    }

    private static void counted(KafkaRecords kafka, List<NidQuery> all) {
        Map<String, Long> expected = CountingDetector.expected(all);
        patiently()
                .untilAsserted(() ->
                        assertThat(CountingDetector.counted(kafka, "nidwatch")).isEqualTo(expected));
    }

    private void exactlyOnce(KafkaRecords kafka) {
        List<String> due = new ArrayList<>();
        CountingDetector.expected(queries).forEach((organisation, count) -> {
            for (long at = CountingWatcher.ALERT_EVERY; at <= count; at += CountingWatcher.ALERT_EVERY) {
                due.add(organisation + " at " + at);
            }
        });
        List<String> told = kafka.committed(TOPICS.alerts()).stream()
                .map(record -> wire.readAlert(record.value()).alert().summary())
                .toList();
        assertThat(told).containsExactlyInAnyOrderElementsOf(due);
        assertThat(new TreeSet<>(told)).hasSameSizeAs(due);
    }

    private static ConditionFactory patiently() {
        return Awaitility.await().atMost(Duration.ofMinutes(3)).pollInterval(Duration.ofMillis(250));
    }
}
