// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Token;
import org.nidwatch.trace.LeakModel;
import org.nidwatch.trace.Sample;
import org.nidwatch.trace.Span;
import org.nidwatch.trace.TopicTrace;
import org.nidwatch.trace.TraceSettings;
import org.nidwatch.wire.UnreadableException;
import org.nidwatch.wire.Wire;

/** The reading part of `trace`, as the command does it: a sample of people that are in the topic. */
final class TraceRun {
    private static final int PEOPLE = 1_000;
    private static final Duration POLL = Duration.ofMillis(500);

    private TraceRun() {}

    static Stretch.Result run(long events, String servers, Wire wire, String topic)
            throws IOException, InterruptedException {
        Sample sample = sample(servers, wire, topic);
        Span span = new Span(0, Instant.now().toEpochMilli(), 0);
        TopicTrace trace = new TopicTrace(
                new TopicTrace.Source(topic, () -> consumer(servers), wire, BenchmarkSettings.THREADS),
                null,
                Duration.ofSeconds(5));
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            try {
                new LeakModel(TraceSettings.DEFAULTS).judge(trace.run(sample, span, false, () -> false));
            } catch (IOException | RuntimeException e) {
                failure.set(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
        Stretch.Result result = Stretch.measure(Variant.TRACE.title(), trace::progress, events);
        thread.join();
        Exception problem = failure.get();
        if (problem != null) {
            throw new IOException("the trace failed: " + problem.getMessage());
        }
        return result;
    }

    private static Consumer<byte[], byte[]> consumer(String servers) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "max.poll.records", 2_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** The first people of the first partition. */
    private static Sample sample(String servers, Wire wire, String topic) {
        Set<Token> tokens = new HashSet<>();
        try (Consumer<byte[], byte[]> consumer = consumer(servers)) {
            List<TopicPartition> first = List.of(new TopicPartition(topic, 0));
            consumer.assign(first);
            consumer.seekToBeginning(first);
            int met = -1;
            while (tokens.size() < PEOPLE && tokens.size() > met) {
                met = tokens.size();
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    Token subject = wire.readQuery(record.value()).subject();
                    if (subject != null && tokens.size() < PEOPLE) {
                        tokens.add(subject);
                    }
                }
            }
        } catch (UnreadableException e) {
            throw new IllegalStateException("the benchmark wrote what it cannot read");
        }
        return Sample.ofTokens(List.copyOf(tokens));
    }
}
