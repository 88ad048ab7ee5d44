// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.nidwatch.settings.LoadedSettings;
import org.nidwatch.settings.Settings;
import org.nidwatch.topology.TopicNames;
import org.nidwatch.wire.Wire;

/** One command's way to Kafka and the registry: what the settings say, else a running embedded default. */
final class Connection {
    /** How long a person is made to wait before hearing that nobody answers. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Settings settings;
    private final boolean embedded;

    private Connection(Settings settings, boolean embedded) {
        this.settings = settings;
        this.embedded = embedded;
    }

    /** Finds the way; nothing is opened yet. */
    static Connection of(LoadedSettings loaded) {
        Settings settings = loaded.settings();
        if (settings.bootstrapServers() != null) {
            return new Connection(settings, false);
        }
        Endpoints running = Endpoints.read(settings.data().dir());
        String kafka = running == null ? "127.0.0.1:" + settings.embedded().kafkaPort() : running.kafka();
        Settings found = settings.withKafka(kafka);
        if (!loaded.given("registry.url")) {
            found = found.withRegistry(
                    running == null ? "http://127.0.0.1:" + settings.embedded().registryPort() : running.registry());
        }
        return new Connection(found, true);
    }

    /** The way to the Kafka and the registry of these settings, which are ours. */
    static Connection to(Settings settings) {
        return new Connection(settings, true);
    }

    /** Whether it leads to an embedded default. */
    boolean embedded() {
        return embedded;
    }

    /** The settings, with where Kafka and the registry are. */
    Settings settings() {
        return settings;
    }

    TopicNames topics() {
        return new TopicNames(settings.topics().prefix());
    }

    Wire wire() {
        return new Wire(settings.registry());
    }

    /** An admin client to a cluster that answers; a {@link CommandFailure} when none does. */
    Admin admin() {
        Admin admin = Admin.create(client());
        try {
            admin.describeCluster().nodes().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return admin;
        } catch (TimeoutException e) {
            admin.close(Duration.ZERO);
            throw silent();
        } catch (ExecutionException e) {
            admin.close(Duration.ZERO);
            if (e.getCause() instanceof RetriableException) {
                throw silent();
            }
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            admin.close(Duration.ZERO);
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted while asking Kafka");
        }
    }

    /** A producer whose every record is acknowledged by all replicas. */
    Producer<byte[], byte[]> producer() {
        Map<String, Object> properties = client();
        properties.put("acks", "all");
        properties.putIfAbsent("delivery.timeout.ms", "30000");
        properties.putIfAbsent("request.timeout.ms", "15000");
        properties.putIfAbsent("max.block.ms", "15000");
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A consumer outside any group that sees committed records only. */
    Consumer<byte[], byte[]> consumer() {
        return consumer(client());
    }

    /** The same for reading much: larger polls, unless the settings say otherwise. */
    Consumer<byte[], byte[]> bulkConsumer() {
        Map<String, Object> properties = client();
        properties.putIfAbsent("max.poll.records", "2000");
        return consumer(properties);
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> properties) {
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", "false");
        properties.put("allow.auto.create.topics", "false");
        properties.putIfAbsent("auto.offset.reset", "earliest");
        properties.putIfAbsent("default.api.timeout.ms", "15000");
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Map<String, Object> client() {
        return new HashMap<>(settings.kafka().values());
    }

    private CommandFailure silent() {
        String where = "Kafka at " + settings.bootstrapServers() + " does not answer. ";
        return CommandFailure.failed(where
                + (embedded
                        ? "Start `nidwatch run` first (with the same --data), or set kafka.bootstrap.servers."
                        : "Is it running, and is kafka.bootstrap.servers right?"));
    }

    /** What a Kafka future holds; its own exception when it failed. */
    static <T> T got(org.apache.kafka.common.KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.failed("interrupted while asking Kafka");
        }
    }
}
