// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.wire.UnreadableException;
import org.nidwatch.wire.Wire;

/** The queries topic of a test. */
final class Topics {
    static final String QUERIES = "nid.queries";
    static final String CHECKPOINTS = "nid.ingest.checkpoints";
    private static final int PARTITIONS = 3;

    private Topics() {}

    static void create(String servers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(new NewTopic(QUERIES, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
    }

    /** All committed queries, up to the end as it is now, open transactions included. */
    static List<NidQuery> queries(String servers) throws Exception {
        Wire wire = new Wire(new MemoryRegistry());
        wire.query(
                QUERIES,
                Logs.only("{\"occurred_at\":1,\"organisation_id\":\"o\",\"credential_id\":\"c\"}")); // registers
        List<NidQuery> found = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records(servers)) {
            NidQuery query = read(wire, record.value());
            if (!query.organisationId().equals(new String(record.key(), java.nio.charset.StandardCharsets.UTF_8))) {
                throw new AssertionError("the key is not the organisation");
            }
            found.add(query);
        }
        return found;
    }

    private static NidQuery read(Wire wire, byte[] value) throws UnreadableException {
        return wire.readQuery(value);
    }

    static List<ConsumerRecord<byte[], byte[]>> records(String servers) throws Exception {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        Map<String, Object> properties = Map.of(
                "bootstrap.servers", servers, "isolation.level", "read_committed", "auto.offset.reset", "earliest");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers));
                KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            for (int p = 0; p < PARTITIONS; p++) {
                TopicPartition partition = new TopicPartition(QUERIES, p);
                long end = admin.listOffsets(
                                Map.of(partition, OffsetSpec.latest()),
                                new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                        .partitionResult(partition)
                        .get()
                        .offset();
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                while (consumer.position(partition) < end) {
                    consumer.poll(Duration.ofMillis(100)).forEach(found::add);
                }
            }
        }
        return found;
    }
}
