// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nidwatch.embedded.EmbeddedBroker;
import org.nidwatch.ops.Health;
import org.nidwatch.ops.LookoutSettings;
import org.nidwatch.ops.Meters;
import org.nidwatch.topology.TopicPlan.Difference;
import org.nidwatch.wire.SampleRegistry;

class KafkaStartIT {
    @TempDir
    Path directory;

    @Test
    void saysWhichSettingNamesABrokerThatDoesNotAnswer() throws Exception {
        int port = unusedPort();
        try (StreamsRunner runner = runner("127.0.0.1:" + port, Duration.ofSeconds(1), true)) {
            assertThat(runner.health()).isEqualTo(new Health(true, false, "waiting for Kafka at 127.0.0.1:" + port));
            assertThatThrownBy(runner::start)
                    .isInstanceOf(DetectorException.class)
                    .hasMessageContaining("cannot reach Kafka at 127.0.0.1:" + port)
                    .hasMessageContaining("kafka.bootstrap.servers")
                    .hasMessageContaining("start.timeout");
        }
    }

    @Test
    void saysSoToOfAHostThatDoesNotExist() {
        try (StreamsRunner runner = runner("no-such-host.invalid:9092", Duration.ofMillis(1), true)) {
            assertThatThrownBy(runner::start)
                    .isInstanceOf(DetectorException.class)
                    .hasMessageContaining("cannot reach Kafka at no-such-host.invalid:9092")
                    .hasMessageContaining("kafka.bootstrap.servers");
        }
    }

    @Test
    void startsWhenABrokerThatWasAwayComes() throws Exception {
        int port = unusedPort();
        try (StreamsRunner runner = runner("127.0.0.1:" + port, Duration.ZERO, true)) {
            CompletableFuture<Void> started = CompletableFuture.runAsync(() -> {
                try {
                    runner.start();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), port)) {
                assertThat(broker.port()).isEqualTo(port);
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> runner.health().ready());
                assertThat(started).isCompleted();
                runner.close();
                runner.await();
            }
        }
    }

    @Test
    void namesMissingTopicsAndTheCommandThatCreatesThem() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
                StreamsRunner runner = runner(broker.bootstrapServers(), Duration.ZERO, false)) {
            assertThatThrownBy(runner::start)
                    .isInstanceOf(DetectorException.class)
                    .hasMessageContaining("nid.queries, nid.alerts")
                    .hasMessageContaining("topics --apply");
        }
    }

    @Test
    void bringsAClusterToThePlanAndTellsWhatItWillNotTouch() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("nid.queries", 2, (short) 1)))
                    .all()
                    .get();
            TopicPlan plan = TopicPlan.standard(TopicNames.STANDARD, 6, 1);

            List<Difference> before = plan.apply(admin);

            assertThat(before)
                    .filteredOn(one -> one.kind() == Difference.Kind.MISSING)
                    .hasSize(plan.topics().size() - 1);
            assertThat(before)
                    .extracting(Difference::sentence)
                    .contains("message.timestamp.type is CreateTime, planned is LogAppendTime");
            Difference layout =
                    new Difference("nid.queries", Difference.Kind.LAYOUT, "has 2 partitions, planned are 6");
            // Brokers learn of a change a moment after the controller.
            Awaitility.await().untilAsserted(() -> assertThat(plan.check(admin)).containsExactly(layout));
        }
    }

    private StreamsRunner runner(String servers, Duration timeout, boolean createTopics) {
        RunnerSettings settings = new RunnerSettings(
                Map.of("bootstrap.servers", servers),
                Map.of(),
                directory.resolve("state"),
                true,
                createTopics,
                3,
                1,
                timeout,
                LookoutSettings.DEFAULTS);
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        return new StreamsRunner(
                settings, DetectionSettings.DEFAULTS, SampleRegistry.wire(), new Meters(registry, 10), registry);
    }

    private static int unusedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
