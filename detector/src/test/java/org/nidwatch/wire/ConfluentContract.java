// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.util.RandomData;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nidwatch.intake.Query;
import org.nidwatch.intake.RejectReason;

/** What Confluent's own classes write we read, and the other way round; and we can be told to use them. */
@Tag("slow")
abstract class ConfluentContract {
    private final String topic = "confluent." + UUID.randomUUID();
    private ClassLoader before;
    private ClassLoader confluent;

    abstract String url();

    @BeforeEach
    void load() throws Exception {
        before = Thread.currentThread().getContextClassLoader();
        confluent = Confluent.loader();
        Thread.currentThread().setContextClassLoader(confluent);
    }

    @AfterEach
    void unload() {
        Thread.currentThread().setContextClassLoader(before);
    }

    @Test
    void runsWithOurKafkaAndAvro() throws Exception {
        assertThat(confluent.loadClass(KafkaConsumer.class.getName())).isSameAs(KafkaConsumer.class);
        assertThat(confluent.loadClass(GenericRecord.class.getName())).isSameAs(GenericRecord.class);
    }

    @Test
    void readsWhatTheGenuineSerializerWrites() throws Exception {
        try (Serializer<Object> genuine = Confluent.serializer(confluent, Map.of("schema.registry.url", url()))) {
            QueryReader reader = builtin().newQueryReader();
            for (Object datum : new RandomData(WriterSchemas.current(), 200, 5)) {
                GenericRecord record = (GenericRecord) datum;
                Query query = reader.read(genuine.serialize(topic, record));

                assertThat(query.occurredAt()).isEqualTo(record.get("occurred_at"));
                assertThat(query.organisationId())
                        .isEqualTo(record.get("organisation_id").toString());
                assertThat(query.outcome().name())
                        .isEqualTo(record.get("outcome").toString());
            }
            assertThat(builtin().query(topic, Samples.query()))
                    .as("the very bytes that we write")
                    .isEqualTo(genuine.serialize(
                            topic,
                            AvroBytes.generic(
                                    new QueryTranslation().toAvro(Samples.query()), WriterSchemas.current())));
        }
    }

    @Test
    void writesWhatTheGenuineDeserializerReads() throws Exception {
        byte[] value = builtin().alert(topic, Samples.alert(), 7);
        try (Deserializer<Object> genuine = Confluent.deserializer(confluent, Map.of("schema.registry.url", url()))) {
            GenericRecord alert = (GenericRecord) genuine.deserialize(topic, value);

            assertThat(alert.get("alert_id"))
                    .hasToString(Samples.alert().alertId().toString());
            assertThat(alert.get("severity")).hasToString("CRITICAL");
            assertThat(alert.get("emitted_at")).isEqualTo(7L);
            assertThat(alert.getSchema().getFullName()).isEqualTo("org.nidwatch.event.ScrapingAlert");
        }
    }

    @Test
    void goesThroughTheGenuineClassesWhenToldTo() {
        Wire wire = throughConfluent();
        wire.registerAll(Map.of(topic, Contract.NID_QUERY));
        byte[] query = wire.query(topic, Samples.query());

        assertThat(builtin().query(topic, Samples.query()))
                .as("one schema, one id")
                .isEqualTo(query);
        assertThat(wire.readQuery(query)).isEqualTo(Samples.query());
        assertThat(wire.newQueryReader().read(query))
                .extracting(Query::organisationId, Query::subjectHigh, Query::blockHigh, Query::fieldsReturned)
                .containsExactly("bank-01", 0x0102030405060708L, -1L, 12);
        assertThat(wire.newQueryReader().organisationId(query)).isEqualTo("bank-01");
        assertThat(wire.readAlert(wire.alert(topic + "a", Samples.alert(), 9)))
                .isEqualTo(new ReadAlert(Samples.alert(), 9));
        assertThat(wire.readActivity(wire.activity(topic + "v", Samples.activity())))
                .isEqualTo(Samples.activity());
        assertThat(wire.readOrganisation(wire.organisation(topic + "o", Samples.organisation())))
                .isEqualTo(Samples.organisation());
        assertThat(wire.readCanary(wire.canary(topic + "c", Samples.canary()))).isEqualTo(Samples.canary());
    }

    @Test
    void givesTheSameReasonsThroughTheGenuineClasses() {
        Wire wire = throughConfluent();
        QueryReader reader = wire.newQueryReader();
        byte[] good = wire.query(topic, Samples.query());
        byte[] unknown = good.clone();
        Frame.putHeader(unknown, 1_999_999_999);

        assertReason(reader, null, RejectReason.EMPTY);
        assertReason(reader, new byte[] {1, 2, 3, 4, 5, 6}, RejectReason.NOT_FRAMED);
        assertReason(reader, unknown, RejectReason.UNKNOWN_SCHEMA);
        assertReason(reader, Arrays.copyOf(good, good.length / 2), RejectReason.UNDECODABLE);
        assertReason(reader, wire.canary(topic + "c", Samples.canary()), RejectReason.INCOMPATIBLE_SCHEMA);
        assertThat(reader.read(good).credentialId()).isEqualTo("bank-01-portal");
    }

    /** Every writer's schema that our own reader plans must come out the same by the other way. */
    @Test
    void readsOtherWritersAlikeByBothWays() throws Exception {
        QueryReader ours = builtin().newQueryReader();
        QueryReader theirs = throughConfluent().newQueryReader();
        for (Map.Entry<String, org.apache.avro.Schema> writer :
                WriterSchemas.planned().entrySet()) {
            String name = topic + writer.getKey().replace(' ', '-').replace(",", "");
            try (Serializer<Object> genuine = Confluent.serializer(confluent, Map.of("schema.registry.url", url()))) {
                for (Object datum : new RandomData(writer.getValue(), 20, 6)) {
                    byte[] value = genuine.serialize(name, datum);
                    String organisation;
                    try {
                        organisation = ours.read(value).organisationId();
                    } catch (UnreadableException e) {
                        continue;
                    }
                    assertThat(theirs.read(value).organisationId())
                            .as(writer.getKey())
                            .isEqualTo(organisation);
                }
            }
        }
    }

    @Test
    void waitsForARegistryThatIsAwayThroughTheGenuineClasses() {
        byte[] value = builtin().query(topic, Samples.query());
        Wire cutOff = new Wire(RegistrySettings.from(Map.of(
                "registry.url", "http://127.0.0.1:1",
                "registry.client", "confluent",
                "schema.registry.max.retries", "0")));

        assertThatThrownBy(() -> cutOff.newQueryReader().read(value)).isInstanceOf(RegistryUnavailableException.class);
        assertThatThrownBy(() -> cutOff.query(topic, Samples.query()))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("http://127.0.0.1:1")
                .hasMessageContaining("registry.url")
                .hasMessageNotContaining("bank-01");
    }

    private Wire builtin() {
        return new Wire(RegistrySettings.of(url()));
    }

    private Wire throughConfluent() {
        return new Wire(RegistrySettings.from(Map.of("registry.url", url(), "registry.client", "confluent")));
    }

    private static void assertReason(QueryReader reader, byte[] value, RejectReason reason) {
        assertThatThrownBy(() -> reader.read(value))
                .isInstanceOfSatisfying(
                        UnreadableException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
