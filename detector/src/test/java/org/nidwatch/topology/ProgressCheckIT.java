// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nidwatch.embedded.EmbeddedBroker;

/** A group that stands before what it could read is told of, whatever its own consumers say. */
class ProgressCheckIT {
    private static final TopicPartition READ = new TopicPartition("read", 0);
    private static final TopicPartition ABORTED = new TopicPartition("read", 1);
    private static final long PATIENCE_MILLIS = 2_000;

    private final Progress progress = new Progress(
            new Standstills(PATIENCE_MILLIS, System::nanoTime), new Standstills(PATIENCE_MILLIS, System::nanoTime));

    @TempDir
    Path directory;

    @Test
    void recordsThatNobodyReadsAreToldAndEndsOfTransactionsAreNot() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
                ProgressCheck check = new ProgressCheck(
                        RunnerSettings.embedded(broker.bootstrapServers(), directory),
                        () -> Set.of(READ, ABORTED),
                        progress,
                        200)) {
            admin.createTopics(List.of(new NewTopic("read", 2, (short) 1)))
                    .all()
                    .get();
            write(broker.bootstrapServers());
            place(admin, 0);
            check.start();

            patiently().until(() -> progress.sentence(Set.of(READ)) != null);
            assertThat(progress.sentence(Set.of(READ)))
                    .startsWith("up to 4 records of read-0 could be read, and the group has stood before them for ");
            long later =
                    System.nanoTime() + Duration.ofMillis(2 * PATIENCE_MILLIS).toNanos();
            patiently().until(() -> System.nanoTime() > later);
            assertThat(progress.sentence(Set.of(ABORTED))).isNull();

            place(admin, 3);
            patiently().until(() -> progress.sentence(Set.of(READ)) == null);
        }
    }

    /** Three records and the end of their transaction, and one record that is taken back. */
    private static void write(String servers) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "transactional.id", "writer"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (int i = 0; i < 3; i++) {
                producer.send(new ProducerRecord<>(READ.topic(), READ.partition(), null, new byte[] {1}));
            }
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(ABORTED.topic(), ABORTED.partition(), null, new byte[] {1}));
            producer.flush();
            producer.abortTransaction();
        }
    }

    private static void place(Admin admin, long offset) throws Exception {
        admin.alterConsumerGroupOffsets("nidwatch", Map.of(READ, new OffsetAndMetadata(offset)))
                .all()
                .get();
    }

    private static ConditionFactory patiently() {
        return Awaitility.await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(100));
    }
}
