// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Where the queries are that a run has lost: whose they are, how far each partition is committed, written and read, and which
 * transactions are open. What lies on disk is kept, so that the broker's own log can be read afterwards.
 */
final class Inquest {
    private static final Path KEPT = Path.of("target", "inquest");

    private static final Pattern FIGURES = Pattern.compile("^nidwatch_(ready|partitions|lag|hidden|registry|coverage)");

    private final Site site;
    private final Topics topics;
    private final StringBuilder told = new StringBuilder();

    private Inquest(Site site) {
        this.site = site;
        topics = site.topics();
    }

    /** What can be said; never throws, as something worse has happened already. */
    static String of(Site site, List<Sent> sent) {
        Inquest inquest = new Inquest(site);
        inquest.part("queries that are not counted", () -> inquest.missing(sent));
        inquest.part("partitions", inquest::partitions);
        inquest.part("transactions", inquest::transactions);
        inquest.part("detectors", inquest::detectors);
        inquest.part("kept", inquest::keep);
        return inquest.told.toString();
    }

    private interface Part {
        void tell() throws Exception;
    }

    private void part(String name, Part part) {
        told.append("\n== ").append(name).append('\n');
        try {
            part.tell();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception | AssertionError e) {
            told.append("cannot be told: ").append(e).append('\n');
        }
    }

    private void missing(List<Sent> sent) {
        Map<String, Long> expected = new TreeMap<>();
        Map<String, Map<Integer, Long>> places = new TreeMap<>();
        for (Sent each : sent) {
            if (!each.record().refused()) {
                String organisation = each.record().organisation();
                expected.merge(organisation, 1L, Long::sum);
                places.computeIfAbsent(organisation, any -> new TreeMap<>())
                        .merge(each.record().partition(), 1L, Long::sum);
            }
        }
        Map<String, Books.Account> counted = new Books(topics, site.wire()).state();
        expected.forEach((organisation, number) -> {
            Books.Account account = counted.get(organisation);
            long known = account == null ? 0 : account.counted();
            if (known != number) {
                line(
                        "%s: %d sent, %d counted; sent by partition: %s",
                        organisation, number, known, places.get(organisation));
            }
        });
    }

    private void partitions() throws Exception {
        Map<TopicPartition, Long> committed;
        Map<TopicPartition, Long> written;
        try (KafkaConsumer<byte[], byte[]> consumer = topics.consumer();
                KafkaConsumer<byte[], byte[]> all = topics.uncommitted()) {
            List<TopicPartition> every = every(consumer);
            committed = consumer.endOffsets(every);
            written = all.endOffsets(every);
        }
        try (Admin admin = site.admin()) {
            Map<TopicPartition, OffsetAndMetadata> group = admin.listConsumerGroupOffsets("nidwatch")
                    .partitionsToOffsetAndMetadata()
                    .get(10, TimeUnit.SECONDS);
            for (TopicPartition partition : sorted(committed.keySet())) {
                OffsetAndMetadata read = group.get(partition);
                Long end = committed.get(partition);
                Long last = written.get(partition);
                line(
                        "%s: committed to %d, written to %d%s%s",
                        partition,
                        end,
                        last,
                        read == null ? "" : ", the group is at " + read.offset(),
                        end != null && end.equals(last) ? "" : " <-- hidden");
            }
        }
    }

    private void transactions() throws Exception {
        try (Admin admin = site.admin()) {
            for (var listing : admin.listTransactions().all().get(10, TimeUnit.SECONDS)) {
                line("%s is %s", listing.transactionalId(), listing.state());
            }
            List<TopicPartition> every;
            try (KafkaConsumer<byte[], byte[]> consumer = topics.consumer()) {
                every = every(consumer);
            }
            for (TopicPartition partition : sorted(every)) {
                open(admin, partition);
            }
        }
    }

    private void open(Admin admin, TopicPartition partition)
            throws InterruptedException, ExecutionException, TimeoutException {
        for (ProducerState producer : admin.describeProducers(List.of(partition))
                .partitionResult(partition)
                .get(10, TimeUnit.SECONDS)
                .activeProducers()) {
            producer.currentTransactionStartOffset()
                    .ifPresent(start -> line("%s: open since offset %d, %s", partition, start, producer));
        }
    }

    private void detectors() {
        for (Detector detector : site.detectors()) {
            detector.metrics()
                    .lines()
                    .filter(FIGURES.asPredicate())
                    .forEach(figure -> line("%s: %s", detector, figure));
        }
    }

    private void keep() throws IOException {
        Path to = KEPT.resolve(Long.toString(System.currentTimeMillis()));
        try (Stream<Path> all = Files.walk(site.directory())) {
            for (Path from : all.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(site.directory().relativize(from).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(from, copy);
            }
        }
        line("%s", to.toAbsolutePath());
    }

    private static List<TopicPartition> every(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> every = new ArrayList<>();
        consumer.listTopics()
                .values()
                .forEach(partitions ->
                        partitions.forEach(info -> every.add(new TopicPartition(info.topic(), info.partition()))));
        return every;
    }

    private static List<TopicPartition> sorted(Collection<TopicPartition> partitions) {
        return partitions.stream()
                .sorted(Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition))
                .toList();
    }

    private void line(String format, Object... values) {
        told.append(String.format(format, values)).append('\n');
    }
}
