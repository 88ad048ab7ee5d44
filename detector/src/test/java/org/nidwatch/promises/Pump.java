// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a plan in its order at a steady pace, through whatever happens to the broker, each record once. The offsets it was
 * given are the truth that a detector's books are compared with.
 */
final class Pump implements AutoCloseable {
    private static final String TOPIC = "nid.queries";
    private static final int BURST = 20;

    private final List<Planned> plan;
    private final AtomicLongArray offsets;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread thread;
    private volatile int written;
    private volatile int allowed;
    private volatile boolean hurrying;
    private volatile @Nullable Exception failure;

    /** Writes nothing yet; {@link #allow} says how far it may go. */
    Pump(String servers, List<Planned> plan, int perSecond) {
        this.plan = plan;
        offsets = new AtomicLongArray(plan.size());
        for (int i = 0; i < plan.size(); i++) {
            offsets.set(i, -1);
        }
        // Idempotent and one at a time: nothing twice, nothing before what was written before it.
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", servers,
                        "enable.idempotence", true,
                        "acks", "all",
                        "max.in.flight.requests.per.connection", 1,
                        "delivery.timeout.ms", 600_000,
                        "max.block.ms", 600_000,
                        "reconnect.backoff.max.ms", 500,
                        "linger.ms", 20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        thread = new Thread(() -> run(perSecond), "pump");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(int perSecond) {
        long pause = TimeUnit.SECONDS.toNanos(BURST) / perSecond;
        long due = System.nanoTime();
        try {
            for (int i = 0; i < plan.size(); i++) {
                while (i >= allowed) {
                    TimeUnit.MILLISECONDS.sleep(20);
                }
                if (!hurrying && i % BURST == 0) {
                    due = Math.max(due + pause, System.nanoTime() - pause);
                    TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                }
                send(i);
            }
            producer.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void send(int index) {
        Planned planned = plan.get(index);
        producer.send(
                new ProducerRecord<>(TOPIC, planned.partition(), planned.key(), planned.value()), (metadata, error) -> {
                    if (error == null) {
                        offsets.set(index, metadata.offset());
                        written++;
                    } else {
                        failure = error;
                    }
                });
    }

    /** Lets it write so large a part of the plan, 0 to 1, at its pace. */
    void allow(double part) {
        allowed = (int) Math.ceil(part * plan.size());
    }

    /** The rest goes as fast as it can. */
    void hurry() {
        hurrying = true;
        allow(1);
    }

    /** Records that the broker has. */
    int written() {
        return written;
    }

    boolean done() {
        Exception failed = failure;
        if (failed != null) {
            throw new IllegalStateException("the test's own producer failed", failed);
        }
        return written == plan.size();
    }

    /** Everything with its offset; only when {@link #done}. */
    List<Sent> sent() {
        List<Sent> sent = new java.util.ArrayList<>(plan.size());
        for (int i = 0; i < plan.size(); i++) {
            sent.add(new Sent(plan.get(i), offsets.get(i)));
        }
        return sent;
    }

    @Override
    public void close() {
        thread.interrupt();
        producer.close(java.time.Duration.ZERO);
    }
}
