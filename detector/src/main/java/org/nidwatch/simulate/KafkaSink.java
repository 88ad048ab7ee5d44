// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Tokeniser;
import org.nidwatch.policy.Canary;
import org.nidwatch.policy.Organisation;
import org.nidwatch.wire.Wire;

/**
 * Puts simulated queries on a topic, tokenised, keyed by organisation. Memory is bounded by the producer's buffer: a slow
 * broker makes {@link #accept} wait. Not thread-safe.
 */
public final class KafkaSink implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final Wire wire;
    private final String topic;
    private final Tokeniser tokeniser;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Map<String, byte[]> keys = new HashMap<>();

    /**
     * @param producer closed with this sink
     * @param topic where queries go
     */
    public KafkaSink(Producer<byte[], byte[]> producer, Wire wire, String topic, Tokeniser tokeniser) {
        this.producer = producer;
        this.wire = wire;
        this.topic = topic;
        this.tokeniser = tokeniser;
    }

    /** With a producer of its own: {@code kafka.*} settings without the prefix, and batches that fit bulk loading. */
    public static KafkaSink open(Map<String, ?> kafka, Wire wire, String topic, Tokeniser tokeniser) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put("acks", "all");
        properties.putIfAbsent("linger.ms", "20");
        properties.putIfAbsent("batch.size", "131072");
        properties.putIfAbsent("compression.type", "lz4");
        properties.putIfAbsent("max.block.ms", "15000");
        return new KafkaSink(
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()),
                wire,
                topic,
                tokeniser);
    }

    /** Sends one query; throws {@link KafkaException} when an earlier one was lost. */
    public void accept(SimulatedQuery query) {
        byte[] key = keys.computeIfAbsent(query.organisationId(), KafkaSink::bytes);
        send(topic, key, wire.query(topic, query.tokenised(tokeniser)));
    }

    /** Puts what is declared on the policy topics, and waits until it is there. */
    public void declare(World world, String organisationsTopic, String canariesTopic) {
        for (Organisation organisation : world.organisations()) {
            send(organisationsTopic, bytes(organisation.id()), wire.organisation(organisationsTopic, organisation));
        }
        for (Canary canary : world.canaries(tokeniser)) {
            send(canariesTopic, bytes(canary.token().hex()), wire.canary(canariesTopic, canary));
        }
        flush();
    }

    /** Waits until everything sent is acknowledged; throws {@link KafkaException} when something was lost. */
    public void flush() {
        producer.flush();
        check();
    }

    @Override
    public void close() {
        producer.close();
        check();
    }

    private void send(String to, byte[] key, byte[] value) {
        check();
        var unused = producer.send(new ProducerRecord<>(to, key, value), (metadata, exception) -> {
            if (exception != null) {
                failure.compareAndSet(null, exception);
            }
        });
    }

    private void check() {
        Exception lost = failure.get();
        if (lost != null) {
            throw lost instanceof KafkaException kafka ? kafka : new KafkaException(lost);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
