// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.wire.RegistryUnavailableException;

/**
 * Sends queries exactly once: each batch and the checkpoint after it are one transaction, and after a failure the
 * checkpoint in Kafka tells whether the batch in hand has arrived. The batch is kept until then, so nothing has to be
 * read again; a later process goes on at the checkpoint.
 */
final class Delivery implements AutoCloseable {
    private static final String TRANSACTION_PREFIX = "nidwatch-ingest-";

    private final IngestSettings settings;
    private final String source;
    private final QueryEncoder encoder;
    private final Checkpoints checkpoints;
    private final Patience patience;
    private final List<ProducerRecord<byte[], byte[]>> batch = new ArrayList<>();
    private @Nullable KafkaProducer<byte[], byte[]> producer;
    private @Nullable Checkpoint committed;
    private boolean begun;
    private boolean registryAway;
    private boolean started;

    Delivery(IngestSettings settings, String source, QueryEncoder encoder, Patience patience) {
        this.settings = settings;
        this.source = source;
        this.encoder = encoder;
        this.patience = patience;
        checkpoints = new Checkpoints(settings.checkpointsTopic(), settings.kafka());
    }

    /**
     * Waits for Kafka, takes the source over from whoever sent it before, and tells how far that came.
     *
     * @throws Stopped when that is wished while Kafka does not answer
     */
    @Nullable
    Checkpoint start() {
        while (true) {
            try {
                checkpoints.prepare(settings.queriesTopic(), settings.replication());
                committed = connect();
                started = true;
                patience.rewarded();
                return committed;
            } catch (KafkaException e) {
                waitForKafka(e);
            }
        }
    }

    /** A new producer, with which all earlier ones of this source are shut out; then what they committed. */
    private @Nullable Checkpoint connect() {
        disconnect();
        KafkaProducer<byte[], byte[]> fresh =
                new KafkaProducer<>(properties(), new ByteArraySerializer(), new ByteArraySerializer());
        producer = fresh;
        fresh.initTransactions();
        return checkpoints.last(source, patience);
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.LINGER_MS_CONFIG, "20");
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, "131072");
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, "10000");
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "20000");
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "30000");
        // With more in flight, a new transaction's first batches overtake each other and are sent again, with an error
        // in the broker's log for each.
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "1");
        properties.putAll(settings.kafka());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTION_PREFIX + source);
        return properties;
    }

    /** Takes one more query into the batch; its bytes may be on their way already. */
    void add(NidQuery query) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                settings.queriesTopic(), null, query.organisationId().getBytes(StandardCharsets.UTF_8), encode(query));
        batch.add(record);
        if (batch.size() == 1) {
            begun = attempt(this::begin);
        }
        if (begun) {
            begun = attempt(() -> send(record));
        }
    }

    int batchSize() {
        return batch.size();
    }

    private byte[] encode(NidQuery query) {
        while (true) {
            try {
                byte[] value = encoder.encode(settings.queriesTopic(), query);
                if (registryAway) {
                    registryAway = false;
                    patience.rewarded();
                }
                return value;
            } catch (RegistryUnavailableException e) {
                registryAway = true;
                patience.waitFor("the schema registry", "the schema registry does not answer: " + e.getMessage());
            }
        }
    }

    /** Commits the batch and the checkpoint together; returns when both are there. */
    void commit(Checkpoint checkpoint) {
        ProducerRecord<byte[], byte[]> mark = new ProducerRecord<>(
                settings.checkpointsTopic(), 0, source.getBytes(StandardCharsets.UTF_8), checkpoint.bytes());
        boolean sent = begun || batch.isEmpty();
        while (true) {
            try {
                if (!begun) {
                    begin();
                }
                if (!sent) {
                    batch.forEach(this::send);
                }
                send(mark);
                connected().commitTransaction();
                break;
            } catch (KafkaException e) {
                if (recovered(checkpoint, e)) {
                    break;
                }
                sent = false;
            }
            begun = false;
        }
        begun = false;
        batch.clear();
        committed = checkpoint;
        patience.rewarded();
    }

    /** Connects anew; answers whether the transaction that failed has been committed after all. */
    private boolean recovered(Checkpoint attempted, KafkaException failure) {
        KafkaException cause = failure;
        while (true) {
            waitForKafka(cause);
            try {
                Checkpoint actual = connect();
                if (attempted.sameBatch(actual)) {
                    return true;
                }
                if (committed == null ? actual != null : !committed.sameBatch(actual)) {
                    throw new IngestException("another ingest sends the same log (source " + source + ") and came"
                            + " further: this one stops; let one alone run, or name them apart with --source");
                }
                return false;
            } catch (KafkaException e) {
                cause = e;
            }
        }
    }

    private void begin() {
        connected().beginTransaction();
        begun = true;
    }

    /** Failures show at the commit; the callback has nothing to add. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void send(ProducerRecord<byte[], byte[]> record) {
        connected().send(record);
    }

    /** What fails while the batch is filled is tried again as a whole when it is committed. */
    private static boolean attempt(Runnable step) {
        try {
            step.run();
            return true;
        } catch (KafkaException e) {
            return false;
        }
    }

    private KafkaProducer<byte[], byte[]> connected() {
        if (producer == null) {
            throw new IllegalStateException("not started");
        }
        return producer;
    }

    private void waitForKafka(KafkaException e) {
        Throwable cause = e;
        while (cause.getCause() instanceof KafkaException inner) {
            cause = inner;
        }
        boolean neverStarted = !started && (e.getCause() instanceof ConfigException || e instanceof ConfigException);
        if (neverStarted
                || cause instanceof AuthenticationException
                || cause instanceof AuthorizationException
                || cause instanceof UnsupportedVersionException
                || cause instanceof InvalidConfigurationException) {
            throw e;
        }
        patience.waitFor(
                "Kafka",
                "Kafka at " + settings.kafka().getOrDefault("bootstrap.servers", "(kafka.bootstrap.servers not set)")
                        + " does not answer as it should (" + cause.getClass().getSimpleName() + ")"
                        + (batch.isEmpty() ? "" : ", queries waiting: " + batch.size()));
    }

    private void disconnect() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
        begun = false;
    }

    /** Drops what is not committed. Says so to Kafka where it answers, as readers wait behind an open transaction. */
    @Override
    public void close() {
        if (begun) {
            attempt(() -> connected().abortTransaction());
        }
        disconnect();
    }
}
