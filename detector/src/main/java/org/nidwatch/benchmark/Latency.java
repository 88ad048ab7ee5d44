// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.nidwatch.alert.Mode;
import org.nidwatch.federation.FederationSettings;
import org.nidwatch.intake.IntakeSettings;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Token;
import org.nidwatch.ops.Meters;
import org.nidwatch.policy.Canary;
import org.nidwatch.topology.DetectionSettings;
import org.nidwatch.topology.DetectorException;
import org.nidwatch.topology.StreamsRunner;
import org.nidwatch.topology.TopicNames;
import org.nidwatch.topology.TopicPlan;
import org.nidwatch.watch.WatchSettings;
import org.nidwatch.wire.RegistrySettings;
import org.nidwatch.wire.Wire;

/**
 * From query to alert while honest traffic flows at a steady rate: many small organisations ask for a decoy, each once, so
 * that each gives one alert and tells its own time.
 */
final class Latency {
    private static final int DECOYS_A_SECOND = 4;
    private static final long WARM_UP_SECONDS = 30;
    // Longer than any commit: what has not come by then is missing, not late.
    private static final Duration LAST_WAIT = Duration.ofSeconds(60);
    private static final Token DECOY = new Token(0x6e69647761746368L, 0x6465636f79L);
    private static final String ASKER = "asker-";

    private final BenchmarkSettings settings;
    private final String servers;
    private final String registry;
    private final Wire wire;
    private final Map<String, Long> asked = new ConcurrentHashMap<>();
    private final Map<String, Long> heard = new ConcurrentHashMap<>();

    Latency(BenchmarkSettings settings, String servers, String registry, Wire wire) {
        this.settings = settings;
        this.servers = servers;
        this.registry = registry;
        this.wire = wire;
    }

    LatencyResult run(Variant variant, int rate) throws IOException, InterruptedException {
        String name = "latency-" + variant.option() + "-" + rate;
        TopicNames topics = new TopicNames(name + ".");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            TopicPlan.standard(topics, settings.partitions(), 1).apply(admin);
        }
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            plant(producer, topics);
            try (ChildProcess detector = ChildProcess.start(
                    settings.directory().resolve(name + ".log"),
                    settings.jvm(),
                    Latency.class.getName(),
                    List.of(
                            variant.name(),
                            Integer.toString(settings.partitions()),
                            settings.directory().resolve("state").toString(),
                            servers,
                            registry,
                            name))) {
                detector.told();
                CountDownLatch listening = new CountDownLatch(1);
                KafkaConsumer<String, byte[]> consumer = consumer(variant);
                Thread listener = new Thread(() -> listen(consumer, topics, listening), "alerts");
                listener.start();
                listening.await();
                flow(producer, topics, rate);
                consumer.wakeup();
                listener.join();
            }
        }
        return result(variant, rate);
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "linger.ms", 1, "compression.type", "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private void plant(KafkaProducer<byte[], byte[]> producer, TopicNames topics)
            throws InterruptedException, IOException {
        Canary canary = new Canary(DECOY, "benchmark", null);
        try {
            producer.send(new ProducerRecord<>(
                            topics.canaries(),
                            DECOY.toString().getBytes(UTF_8),
                            wire.canary(topics.canaries(), canary)))
                    .get();
        } catch (ExecutionException e) {
            throw new IOException("cannot plant a decoy: " + e.getMessage());
        }
    }

    // Failed sends show as missing alerts.
    @SuppressWarnings("FutureReturnValueIgnored")
    private void flow(KafkaProducer<byte[], byte[]> producer, TopicNames topics, int rate) {
        Iterator<NidQuery> honest = EventTopic.queries(settings);
        long started = System.nanoTime();
        long warmUp = Math.min(WARM_UP_SECONDS, 2L * settings.latencySeconds());
        long seconds = warmUp + settings.latencySeconds();
        long decoyEvery = rate / DECOYS_A_SECOND;
        long warm = warmUp * rate;
        for (long i = 0; i < seconds * rate; i++) {
            long due = started + i * 1_000_000_000L / rate;
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(Math.min(wait, 1_000_000L));
            }
            boolean decoy = i % decoyEvery == decoyEvery / 2;
            NidQuery query = decoy ? decoy(ASKER + i) : now(honest.next());
            if (decoy && i >= warm) {
                asked.put(query.organisationId(), System.nanoTime());
            }
            producer.send(new ProducerRecord<>(
                    topics.queries(), query.organisationId().getBytes(UTF_8), wire.query(topics.queries(), query)));
        }
        long until = System.nanoTime() + LAST_WAIT.toNanos();
        // Alerts of the warm-up are heard, too, so the numbers alone would end the wait too soon.
        while (!heard.keySet().containsAll(asked.keySet()) && System.nanoTime() < until) {
            LockSupport.parkNanos(10_000_000L);
        }
    }

    private static NidQuery decoy(String organisation) {
        return new NidQuery(
                organisation,
                System.currentTimeMillis(),
                organisation,
                organisation + "-key",
                null,
                null,
                Operation.RETRIEVE,
                Outcome.DISCLOSED,
                12,
                DECOY,
                null,
                1,
                null);
    }

    private static NidQuery now(NidQuery query) {
        return new NidQuery(
                query.eventId(),
                System.currentTimeMillis(),
                query.organisationId(),
                query.credentialId(),
                query.operatorId(),
                query.sourceAddress(),
                query.operation(),
                query.outcome(),
                query.fieldsReturned(),
                query.subject(),
                query.subjectBlock(),
                query.tokenKeyId(),
                query.purpose());
    }

    private KafkaConsumer<String, byte[]> consumer(Variant variant) {
        Map<String, Object> consuming = Map.of(
                "bootstrap.servers",
                servers,
                "isolation.level",
                variant == Variant.EXACTLY_ONCE ? "read_committed" : "read_uncommitted");
        return new KafkaConsumer<>(consuming, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private void listen(KafkaConsumer<String, byte[]> consumer, TopicNames topics, CountDownLatch listening) {
        try (consumer) {
            var partitions = consumer.partitionsFor(topics.alerts()).stream()
                    .map(info -> new org.apache.kafka.common.TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            listening.countDown();
            while (true) {
                for (ConsumerRecord<String, byte[]> alert : consumer.poll(Duration.ofMillis(100))) {
                    if (alert.key() != null && alert.key().startsWith(ASKER)) {
                        heard.putIfAbsent(alert.key(), System.nanoTime());
                    }
                }
            }
        } catch (org.apache.kafka.common.errors.WakeupException e) {
            // Told to stop.
        }
    }

    private LatencyResult result(Variant variant, int rate) throws IOException {
        double[] millis = asked.entrySet().stream()
                .filter(one -> heard.containsKey(one.getKey()))
                .mapToDouble(one -> (heard.getOrDefault(one.getKey(), 0L) - one.getValue()) / 1e6)
                .sorted()
                .toArray();
        if (millis.length == 0) {
            throw new IOException(variant.title() + ": no alert came at " + rate + " events/s");
        }
        return new LatencyResult(
                variant.title(),
                rate,
                millis.length,
                asked.size() - millis.length,
                at(millis, 0.5),
                at(millis, 0.99),
                at(millis, 0.999),
                millis[millis.length - 1]);
    }

    private static double at(double[] sorted, double part) {
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)];
    }

    /** The detector, until its standard input ends. */
    public static void main(String[] args) throws IOException, InterruptedException, DetectorException {
        boolean exactly = Variant.valueOf(args[0]) == Variant.EXACTLY_ONCE;
        DetectionSettings detection = new DetectionSettings(
                new TopicNames(args[5] + "."),
                IntakeSettings.DEFAULTS,
                WatchSettings.DEFAULTS,
                FederationSettings.DEFAULTS,
                Mode.LIVE);
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (StreamsRunner runner = new StreamsRunner(
                DetectorRun.settings(
                        args[3],
                        Path.of(args[2]),
                        Integer.parseInt(args[1]),
                        true,
                        exactly ? "exactly_once_v2" : "at_least_once",
                        args[5]),
                detection,
                new Wire(RegistrySettings.of(args[4])),
                new Meters(registry, 1_000),
                registry)) {
            runner.start();
            while (!runner.health().ready()) {
                LockSupport.parkNanos(50_000_000L);
            }
            System.out.println(ChildProcess.TOLD + "ready");
            System.out.flush();
            while (System.in.read() >= 0) {
                // Whatever comes, the end of it is the signal.
            }
        }
        System.exit(0);
    }
}
