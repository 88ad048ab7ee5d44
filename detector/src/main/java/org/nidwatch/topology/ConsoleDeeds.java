// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.nidwatch.console.Deeds;
import org.nidwatch.policy.AuditRecord;
import org.nidwatch.policy.Disposition;
import org.nidwatch.policy.Silence;
import org.nidwatch.wire.RegistryException;
import org.nidwatch.wire.Wire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what people decide in the console to its topics, and who decided it to the audit. */
public final class ConsoleDeeds implements Deeds {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleDeeds.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<String, Object> client;
    private final TopicNames topics;
    private final Wire wire;
    private @Nullable Producer<byte[], byte[]> producer;
    private boolean closed;

    /** Connects at the first deed. */
    public ConsoleDeeds(RunnerSettings settings, TopicNames topics, Wire wire) {
        client = new HashMap<>(settings.kafka());
        client.put("acks", "all");
        client.put("delivery.timeout.ms", Long.toString(PATIENCE.toMillis()));
        client.put("request.timeout.ms", "5000");
        client.put("max.block.ms", "5000");
        client.put("linger.ms", "0");
        this.topics = topics;
        this.wire = wire;
    }

    @Override
    public void decide(Disposition disposition, AuditRecord audit) throws NotStoredException {
        store(
                topics.dispositions(),
                disposition.alertId().toString(),
                () -> wire.disposition(topics.dispositions(), disposition),
                audit);
    }

    @Override
    public void silence(String id, @Nullable Silence silence, AuditRecord audit) throws NotStoredException {
        store(topics.silences(), id, () -> silence == null ? null : wire.silence(topics.silences(), silence), audit);
    }

    private interface Value {
        byte @Nullable [] bytes();
    }

    private void store(String topic, String key, Value value, AuditRecord audit) throws NotStoredException {
        Future<RecordMetadata> deed;
        Future<RecordMetadata> note;
        try {
            // Both are made before either is sent: what cannot be noted is not done.
            byte[] bytes = value.bytes();
            byte[] noted = wire.audit(topics.audit(), audit);
            Producer<byte[], byte[]> to = producer();
            deed = to.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), bytes));
            note = to.send(
                    new ProducerRecord<>(topics.audit(), audit.organisationId().getBytes(UTF_8), noted));
        } catch (RegistryException e) {
            throw new NotStoredException("Not stored: the schema registry does not answer.");
        } catch (KafkaException e) {
            throw new NotStoredException("Not stored: " + why(e, topic));
        }
        await(deed, "Not stored: ", topic);
        await(note, "Stored, but not noted in " + topics.audit() + ": ", topics.audit());
    }

    private static void await(Future<RecordMetadata> sent, String what, String topic) throws NotStoredException {
        try {
            sent.get(PATIENCE.toMillis() + 2_000, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotStoredException(what + "it took too long.");
        } catch (ExecutionException e) {
            throw new NotStoredException(what + why(e.getCause() == null ? e : e.getCause(), topic));
        } catch (TimeoutException e) {
            throw new NotStoredException(what + "Kafka does not answer.");
        }
    }

    private static String why(Throwable failure, String topic) {
        if (failure instanceof AuthorizationException) {
            return "Kafka denies this server the right to write " + topic + "; `nidwatch topics` prints the ACLs.";
        }
        LOG.warn("{} could not be written: {}", topic, failure.getClass().getName());
        return "Kafka does not take it.";
    }

    @Override
    public void refused(AuditRecord audit) {
        try {
            byte[] noted = wire.audit(topics.audit(), audit);
            var unused = producer()
                    .send(
                            new ProducerRecord<>(
                                    topics.audit(), audit.organisationId().getBytes(UTF_8), noted),
                            (sent, failure) -> {
                                if (failure != null) {
                                    lost(failure);
                                }
                            });
        } catch (RegistryException | KafkaException e) {
            lost(e);
        }
    }

    private void lost(Exception failure) {
        LOG.warn(
                "a refused attempt could not be noted in {}: {}",
                topics.audit(),
                failure.getClass().getName());
    }

    private synchronized Producer<byte[], byte[]> producer() {
        if (closed) {
            throw new KafkaException("stopping");
        }
        Producer<byte[], byte[]> known = producer;
        if (known == null) {
            known = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
            producer = known;
        }
        return known;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (producer != null) {
            producer.close(Duration.ofSeconds(5));
        }
    }
}
