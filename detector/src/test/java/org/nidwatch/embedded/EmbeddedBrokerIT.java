// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
    private static final String TOPIC = "kept";

    @TempDir
    Path directory;

    @Test
    void keepsItsDataOverACleanStop() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            create(broker.bootstrapServers());
            write(broker.bootstrapServers(), 0, 100);
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            assertThat(read(broker.bootstrapServers(), 100)).isEqualTo(numbers(100));
        }
    }

    @Test
    void comesBackOnTheSamePortAfterItsProcessWasKilled() throws Exception {
        int port = Loopback.freePort();
        Process process = startAsProcess(port);
        try {
            String servers = "127.0.0.1:" + port;
            create(servers);
            write(servers, 0, 100);
        } finally {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        long started = System.nanoTime();
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, port)) {
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(15));
            assertThat(read(broker.bootstrapServers(), 100)).isEqualTo(numbers(100));
            write(broker.bootstrapServers(), 100, 200);
            assertThat(read(broker.bootstrapServers(), 200)).isEqualTo(numbers(200));
        }
    }

    @Test
    void saysWhoCouldBeOnATakenPortAndHowToMove() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> EmbeddedBroker.start(directory, other.getLocalPort()))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining("port " + other.getLocalPort())
                    .hasMessageContaining("another Kafka broker")
                    .hasMessageContaining("embedded.kafka.port");
        }
    }

    @Test
    void refusesADirectoryThatIsInUse() throws IOException {
        try (EmbeddedBroker first = EmbeddedBroker.start(directory, 0)) {
            assertThat(first.port()).isPositive();
            assertThatThrownBy(() -> EmbeddedBroker.start(directory, 0))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in use by another nidwatch")
                    .hasMessageContaining("data.dir");
        }
    }

    @Test
    void finishesADirectoryWhoseFirstStartWasCutShort() throws Exception {
        Files.writeString(directory.resolve("bootstrap.checkpoint"), "");
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            create(broker.bootstrapServers());
            write(broker.bootstrapServers(), 0, 1);
            assertThat(read(broker.bootstrapServers(), 1)).containsExactly("0");
        }
    }

    /** Started by the kill test as a process of its own. */
    public static final class InItsOwnProcess {
        private InItsOwnProcess() {}

        public static void main(String[] args) throws Exception {
            EmbeddedBroker.start(Path.of(args[0]), Integer.parseInt(args[1]));
            System.out.println("started");
            Thread.currentThread().join();
        }
    }

    private Process startAsProcess(int port) throws IOException {
        Path log = directory.resolveSibling(directory.getFileName() + ".log");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        InItsOwnProcess.class.getName(),
                        directory.toString(),
                        Integer.toString(port)))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> Files.readString(log).contains("started" + System.lineSeparator()));
        return process;
    }

    private static void create(String servers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get(20, TimeUnit.SECONDS);
        }
    }

    private static void write(String servers, int from, int to) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new StringSerializer(), new StringSerializer())) {
            for (int i = from; i < to; i++) {
                producer.send(new ProducerRecord<>(TOPIC, Integer.toString(i)));
            }
            producer.flush();
        }
    }

    private static List<String> read(String servers, int count) {
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers), new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(TOPIC, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                for (ConsumerRecord<String, String> one : consumer.poll(Duration.ofMillis(200))) {
                    values.add(one.value());
                }
                return values.size() >= count;
            });
        }
        return values;
    }

    private static List<String> numbers(int count) {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(Integer.toString(i));
        }
        return numbers;
    }
}
