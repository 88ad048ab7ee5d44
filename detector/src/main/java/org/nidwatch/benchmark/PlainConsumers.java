// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The measure of all: consumers that do nothing but look at each record. */
final class PlainConsumers {
    /** What is done with each record's value; its answer is added up, so that the work cannot be left out. */
    interface Look {
        long at(byte[] value);
    }

    private final LongAdder records = new LongAdder();
    private final LongAdder seen = new LongAdder();
    private volatile boolean stopped;

    /** Reads the topic from the beginning with so many threads. */
    static Stretch.Result run(long events, int partitions, String servers, String topic, Supplier<Look> looks)
            throws IOException, InterruptedException {
        PlainConsumers consumers = new PlainConsumers();
        ExecutorService threads = Executors.newFixedThreadPool(BenchmarkSettings.THREADS);
        try {
            for (int i = 0; i < BenchmarkSettings.THREADS; i++) {
                List<TopicPartition> share = new ArrayList<>();
                for (int p = i; p < partitions; p += BenchmarkSettings.THREADS) {
                    share.add(new TopicPartition(topic, p));
                }
                Look look = looks.get();
                threads.execute(() -> consumers.read(servers, share, look));
            }
            return Stretch.measure("a plain consumer", consumers.records::sum, events);
        } finally {
            consumers.stopped = true;
            threads.shutdown();
            threads.awaitTermination(1, TimeUnit.MINUTES);
        }
    }

    private void read(String servers, List<TopicPartition> share, Look look) {
        Map<String, Object> consuming = Map.of("bootstrap.servers", servers, "max.poll.records", 10_000);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(consuming, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(share);
            consumer.seekToBeginning(share);
            while (!stopped) {
                long count = 0;
                long sum = 0;
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    count++;
                    sum += look.at(record.value());
                }
                records.add(count);
                seen.add(sum);
            }
        }
    }
}
