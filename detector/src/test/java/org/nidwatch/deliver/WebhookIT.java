// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.Severity;
import org.nidwatch.detect.Shape;
import org.nidwatch.embedded.EmbeddedBroker;
import org.nidwatch.ocsf.SampleAlerts;
import org.nidwatch.ops.Meters;
import org.nidwatch.wire.SampleRegistry;
import org.nidwatch.wire.Wire;

/** The webhook against a broker: the receiver goes away and comes back, the webhook is stopped and started, alerts go on. */
class WebhookIT {
    private static final String TOPIC = "nid.alerts";
    private static final int ORGANISATIONS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final Wire wire = SampleRegistry.wire();
    private final List<String> written = new ArrayList<>();
    private EmbeddedBroker broker;
    private Producer<byte[], byte[]> producer;
    private Path secret;
    private int sequence;

    @BeforeEach
    void start() throws Exception {
        secret = Files.writeString(Files.createTempFile(folder, "secret", ""), "a secret of more than 24 bytes");
        broker = EmbeddedBroker.start(folder.resolve("kafka"), 0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 3, (short) 1))).all().get();
        }
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "detector"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
    }

    @AfterEach
    void stop() throws IOException {
        producer.close();
        broker.close();
    }

    @Test
    void nothingIsLostAndOrderIsKeptWhileTheReceiverIsAwayAndTheWebhookIsStartedAnew() throws Exception {
        Receiver receiver = new Receiver();
        int port = receiver.port();
        Webhook webhook = webhook(receiver.url());
        try {
            // What is aborted was never told.
            write(3, false);
            write(3, true);
            Receiver first = receiver;
            Awaitility.await().atMost(PATIENCE).until(() -> first.ids().size() == 3 * ORGANISATIONS);

            // Away altogether, and alerts go on.
            receiver.close();
            write(4, true);
            webhook.close();
            write(4, true);
            webhook = webhook("http://127.0.0.1:" + port + "/hook");

            // Back, but at odds with itself at first.
            receiver = new Receiver(port, null);
            Receiver second = receiver;
            second.now(Receiver.status(500));
            Awaitility.await().atMost(PATIENCE).until(() -> second.requests.size() >= 3);
            second.requests.clear();
            second.now(Receiver.status(204));
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> distinct(second.ids()).size() == 8 * ORGANISATIONS);

            List<String> told = new ArrayList<>(first.ids());
            told.addAll(second.ids());
            assertThat(distinct(told)).containsExactlyInAnyOrderElementsOf(written);
            for (int organisation = 0; organisation < ORGANISATIONS; organisation++) {
                assertThat(of(organisation, told)).isEqualTo(of(organisation, written));
            }
        } finally {
            webhook.close();
            receiver.close();
        }
    }

    @Test
    void ofTwoInstancesOneDeliversEachAndTheOtherTakesOver() throws Exception {
        try (Receiver receiver = new Receiver();
                Webhook one = webhook(receiver.url())) {
            Webhook other = webhook(receiver.url());
            write(2, true);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> distinct(receiver.ids()).size() == 2 * ORGANISATIONS);
            other.close();
            write(2, true);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> distinct(receiver.ids()).size() == 4 * ORGANISATIONS);

            assertThat(receiver.ids()).as("each once").doesNotHaveDuplicates();
            assertThat(one).isNotNull();
        }
    }

    private Webhook webhook(String url) throws IOException {
        WebhookSettings settings = new WebhookSettings(
                url,
                secret,
                WebhookSettings.Format.OCSF,
                Duration.ofSeconds(10),
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                3,
                Duration.ofDays(365),
                false,
                null);
        Webhook webhook = new Webhook(
                settings,
                new Webhook.Source(
                        Map.of(
                                "bootstrap.servers",
                                broker.bootstrapServers(),
                                "session.timeout.ms",
                                "6000",
                                "heartbeat.interval.ms",
                                "500"),
                        TOPIC,
                        "nidwatch-webhook"),
                wire,
                "0.1.0",
                new Meters(new SimpleMeterRegistry(), 10).newWebhookMeter(Clock.systemUTC(), Webhook.reasons()),
                Clock.systemUTC());
        webhook.start();
        return webhook;
    }

    /** So many emissions of each organisation's alert, in one transaction. */
    private void write(int emissions, boolean commit) {
        producer.beginTransaction();
        for (int i = 0; i < emissions; i++) {
            for (int organisation = 0; organisation < ORGANISATIONS; organisation++) {
                String name = "bank-" + organisation;
                UUID id = new UUID(0, organisation);
                byte[] value = wire.alert(
                        TOPIC,
                        SampleAlerts.of(id, name, sequence, Phase.UPDATED, Severity.HIGH, Shape.HARVEST, Mode.LIVE),
                        System.currentTimeMillis());
                producer.send(new ProducerRecord<>(TOPIC, name.getBytes(UTF_8), value));
                if (commit) {
                    written.add(id + "-" + sequence);
                }
            }
            sequence++;
        }
        if (commit) {
            producer.commitTransaction();
        } else {
            producer.abortTransaction();
        }
    }

    private static Set<String> distinct(List<String> ids) {
        return new HashSet<>(ids);
    }

    /** The ids of one organisation in their order, repetitions apart. */
    private static List<String> of(int organisation, List<String> ids) {
        String begin = new UUID(0, organisation).toString();
        return ids.stream().filter(id -> id.startsWith(begin)).distinct().toList();
    }
}
