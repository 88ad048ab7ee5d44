// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.deliver;

import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.nidwatch.ocsf.OcsfForm;
import org.nidwatch.ops.WebhookMeter;
import org.nidwatch.wire.Wire;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts each emission of an alert to a URL: read committed, in a consumer group, so that of several instances one delivers it, at
 * least once and each time under the same id. Use: {@link #start}, {@link #close}.
 */
public final class Webhook implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Webhook.class);
    private static final long RETRY_SECONDS = 5;
    private static final long PATIENCE_MILLIS = 3_000;
    /** Most alerts held at a time, some 10 kB each. */
    private static final String HELD = "100";

    private final WebhookSettings settings;
    private final Source source;
    private final Wire wire;
    private final OcsfForm ocsf;
    private final Post post;
    private final WebhookMeter meter;
    private final Clock clock;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final AtomicReference<@Nullable Consumer<byte[], byte[]>> reading = new AtomicReference<>();
    private final Thread thread;

    /**
     * Where the alerts are read.
     *
     * @param kafka client settings; {@code bootstrap.servers} must be among them
     * @param topic of the alerts
     * @param group the consumer group, the same on every instance
     */
    public record Source(Map<String, String> kafka, String topic, String group) {
        /** A copy. */
        public Source {
            kafka = Map.copyOf(kafka);
        }
    }

    /**
     * A webhook that is not started yet.
     *
     * @param settings with a URL
     * @throws IOException when its secret or certificates cannot be used; the message says which setting and why
     */
    public Webhook(
            WebhookSettings settings, Source source, Wire wire, String productVersion, WebhookMeter meter, Clock clock)
            throws IOException {
        this.settings = settings;
        this.source = source;
        this.wire = wire;
        this.meter = meter;
        this.clock = clock;
        ocsf = new OcsfForm(productVersion);
        post = new Post(settings, productVersion, clock);
        thread = new Thread(this::run, "webhook");
        thread.setDaemon(true);
    }

    /** Every reason for which a try can fail, for its meter. */
    public static Enum<?>[] reasons() {
        return Answer.Failure.values();
    }

    /** Begins to deliver, on a thread of its own. */
    public void start() {
        thread.start();
    }

    private void run() {
        while (stop.getCount() > 0) {
            try (Consumer<byte[], byte[]> consumer = consumer()) {
                reading.set(consumer);
                deliver(consumer);
            } catch (WakeupException | InterruptException | InterruptedException e) {
                // The wish to stop; a wake-up without it begins anew.
            } catch (KafkaException e) {
                LOG.warn("the webhook cannot read {}: {}; it tries again", source.topic(), e.getMessage());
                pause();
            } catch (RuntimeException e) {
                LOG.error("the webhook failed and begins anew; nothing that was not delivered is lost", e);
                pause();
            } finally {
                reading.set(null);
            }
        }
    }

    private void deliver(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        Backoff backoff = new Backoff(settings.backoffFirst(), settings.backoffMost(), RandomGenerator.getDefault());
        Courier courier = new Courier(wire, settings, ocsf, post::send, backoff, meter, System::nanoTime);
        Delivery delivery =
                new Delivery(consumer, source.topic(), courier, settings.history(), meter, clock, System::nanoTime);
        while (stop.getCount() > 0) {
            delivery.step();
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        Map<String, Object> properties = new HashMap<>(source.kafka());
        properties.put("group.id", source.group());
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", "false");
        properties.put("allow.auto.create.topics", "false");
        // Where nothing is committed we say ourselves where to begin; what retention took away begins with what is
        // left.
        properties.put("auto.offset.reset", "earliest");
        properties.put("max.poll.records", HELD);
        properties.putIfAbsent("client.id", source.group());
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private void pause() {
        try {
            boolean stopped = stop.await(RETRY_SECONDS, TimeUnit.SECONDS);
            if (stopped) {
                LOG.debug("the webhook stops");
            }
        } catch (InterruptedException e) {
            // The wish to stop: the loop sees it.
        }
    }

    /** Stops within seconds. What was not delivered stays where it is, for another instance or the next start. */
    @Override
    public void close() {
        stop.countDown();
        Consumer<byte[], byte[]> consumer = reading.get();
        if (consumer != null) {
            consumer.wakeup();
        }
        try {
            thread.join(PATIENCE_MILLIS);
            if (thread.isAlive()) {
                thread.interrupt();
                thread.join(PATIENCE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
