// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.nidwatch.intake.Tokeniser;
import org.nidwatch.wire.SchemaRegistry;
import org.nidwatch.wire.UnreadableException;
import org.nidwatch.wire.Wire;

class KafkaSinkTest {
    private static final Tokeniser KEY =
            Tokeniser.fromEnvironment(Map.of(Tokeniser.VARIABLE, "a key that is used in tests only"), 3);

    private final World world = Worlds.calm(13, 20, 0.1);
    private final List<SimulatedQuery> queries =
            Worlds.queries(world, Duration.ofHours(12)).subList(0, 300);
    private final Wire wire = new Wire(new Remembering());

    @Test
    void sendsTokensKeyedByOrganisation() throws UnreadableException {
        MockProducer<byte[], byte[]> producer = producer(true);
        try (KafkaSink sink = new KafkaSink(producer, wire, "nid.queries", KEY)) {
            queries.forEach(sink::accept);
        }

        assertThat(producer.history()).hasSameSizeAs(queries);
        for (int i = 0; i < queries.size(); i++) {
            ProducerRecord<byte[], byte[]> record = producer.history().get(i);
            SimulatedQuery query = queries.get(i);
            assertThat(record.topic()).isEqualTo("nid.queries");
            assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo(query.organisationId());
            assertThat(wire.readQuery(record.value())).isEqualTo(query.tokenised(KEY));
            assertThat(new String(record.value(), StandardCharsets.ISO_8859_1))
                    .doesNotContain(Long.toString(query.number() == 0 ? Long.MAX_VALUE : query.number()));
        }
        assertThat(producer.closed()).isTrue();
    }

    @Test
    void declaresOrganisationsAndDecoysFirst() throws UnreadableException {
        MockProducer<byte[], byte[]> producer = producer(true);
        try (KafkaSink sink = new KafkaSink(producer, wire, "nid.queries", KEY)) {
            sink.declare(world, "nid.organisations", "nid.canaries");
        }

        assertThat(producer.history()).hasSize(20 + Decoys.COUNT);
        assertThat(wire.readOrganisation(producer.history().get(0).value()))
                .isEqualTo(world.organisations().get(0));
        assertThat(wire.readCanary(producer.history().get(20).value()))
                .isEqualTo(world.canaries(KEY).get(0));
    }

    @Test
    void aLostQueryEndsTheRunWithItsReason() {
        MockProducer<byte[], byte[]> producer = producer(false);
        try (KafkaSink sink = new KafkaSink(producer, wire, "nid.queries", KEY)) {
            sink.accept(queries.get(0));
            producer.errorNext(new RecordTooLargeException("too large"));

            assertThatThrownBy(() -> sink.accept(queries.get(1)))
                    .isInstanceOf(KafkaException.class)
                    .hasMessage("too large");
            assertThatThrownBy(sink::flush).hasMessage("too large");
            assertThatThrownBy(sink::close).hasMessage("too large");
        } catch (KafkaException e) {
            assertThat(e).hasMessage("too large");
        }
    }

    private static MockProducer<byte[], byte[]> producer(boolean acknowledge) {
        return new MockProducer<>(
                acknowledge, new RoundRobinPartitioner(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A registry in memory. */
    private static final class Remembering implements SchemaRegistry {
        private final List<String> schemas = new ArrayList<>();

        @Override
        public int register(String subject, String schemaJson) {
            if (!schemas.contains(schemaJson)) {
                schemas.add(schemaJson);
            }
            return schemas.indexOf(schemaJson);
        }

        @Override
        public String schemaById(int id) {
            return schemas.get(id);
        }

        @Override
        public boolean compatible(String subject, String schemaJson) {
            return true;
        }
    }
}
