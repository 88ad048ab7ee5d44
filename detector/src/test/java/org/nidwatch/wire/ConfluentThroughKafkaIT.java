// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nidwatch.embedded.EmbeddedBroker;
import org.nidwatch.embedded.EmbeddedRegistry;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Token;
import org.nidwatch.ops.Meters;
import org.nidwatch.topology.DetectionSettings;
import org.nidwatch.topology.RunnerSettings;
import org.nidwatch.topology.StreamsRunner;
import org.nidwatch.topology.TopicNames;

/** A house that has Confluent's classes everywhere: its producer writes queries, its consumer reads our alerts. */
@Tag("slow")
class ConfluentThroughKafkaIT {
    private static final TopicNames TOPICS = TopicNames.STANDARD;
    private static final int GUESSES = 3_000;

    @TempDir
    Path folder;

    private EmbeddedBroker broker;
    private EmbeddedRegistry registry;
    private ClassLoader before;
    private ClassLoader confluent;

    @BeforeEach
    void start() throws Exception {
        before = Thread.currentThread().getContextClassLoader();
        confluent = Confluent.loader();
        Thread.currentThread().setContextClassLoader(confluent);
        broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
        registry = EmbeddedRegistry.start(folder.resolve("registry"), 0);
    }

    @AfterEach
    void stop() throws Exception {
        Thread.currentThread().setContextClassLoader(before);
        if (broker != null) {
            broker.close();
        }
        if (registry != null) {
            registry.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"builtin", "confluent"})
    void seesAGuesserAndTellsOfIt(String client) throws Exception {
        RegistrySettings settings =
                RegistrySettings.from(Map.of("registry.url", registry.url(), "registry.client", client));
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (StreamsRunner detector = new StreamsRunner(
                RunnerSettings.embedded(broker.bootstrapServers(), folder.resolve("state")),
                DetectionSettings.DEFAULTS,
                new Wire(settings),
                new Meters(meters, 100),
                meters)) {
            detector.start();
            produce();
            GenericRecord alert = firstAlert();

            assertThat(alert.get("organisation_id")).hasToString("bank-01");
            assertThat(alert.get("phase")).hasToString("OPENED");
            assertThat(alert.getSchema().getFullName()).isEqualTo("org.nidwatch.event.ScrapingAlert");
            assertThat((List<?>) alert.get("findings")).isNotEmpty();
        }
    }

    private void produce() throws Exception {
        Serializer<Object> genuine = Confluent.serializer(confluent, Map.of("schema.registry.url", registry.url()));
        Random random = new Random(11);
        long start = Instant.now().minusSeconds(300).toEpochMilli();
        try (KafkaProducer<String, Object> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()), new StringSerializer(), genuine)) {
            for (int i = 0; i < GUESSES; i++) {
                NidQuery guess = new NidQuery(
                        "guess-" + i,
                        start + i * 50L,
                        "bank-01",
                        "bank-01-portal",
                        null,
                        "203.0.113.9",
                        Operation.RETRIEVE,
                        i % 100 == 0 ? Outcome.DISCLOSED : Outcome.NOT_FOUND,
                        i % 100 == 0 ? 12 : 0,
                        new Token(random.nextLong(), random.nextLong()),
                        new Token(random.nextLong(), 0),
                        1,
                        null);
                GenericRecord record = AvroBytes.generic(new QueryTranslation().toAvro(guess), WriterSchemas.current());
                producer.send(new ProducerRecord<>(TOPICS.queries(), "bank-01", record));
            }
        }
    }

    private GenericRecord firstAlert() throws Exception {
        Deserializer<Object> genuine = Confluent.deserializer(confluent, Map.of("schema.registry.url", registry.url()));
        Map<String, Object> properties = Map.of(
                "bootstrap.servers", broker.bootstrapServers(),
                "group.id", "siem",
                "auto.offset.reset", "earliest",
                "isolation.level", "read_committed");
        List<GenericRecord> alerts = new ArrayList<>();
        try (KafkaConsumer<String, Object> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), genuine)) {
            consumer.subscribe(List.of(TOPICS.alerts()));
            Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> {
                consumer.poll(Duration.ofMillis(500)).forEach(record -> alerts.add((GenericRecord) record.value()));
                return !alerts.isEmpty();
            });
        }
        return alerts.get(0);
    }
}
