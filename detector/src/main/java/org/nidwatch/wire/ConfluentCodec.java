// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;

/** Everything through Confluent's own serialisers. */
final class ConfluentCodec implements Codec {
    /** Most pairs of writer's schema and contract remembered; then it starts again. */
    private static final int READINGS = 1_000;

    private final ConfluentClient client;
    private final Serializer<Object> serializer;
    private final ConfluentReader reader;
    private final Map<Contract, Schema> schemas = new EnumMap<>(Contract.class);
    private final Map<ReadingKey, RecordReading> readings = new HashMap<>();

    private record ReadingKey(Schema writer, Contract contract) {}

    ConfluentCodec(RegistrySettings settings) {
        client = new ConfluentClient(settings);
        serializer = client.newSerializer();
        reader = client.newReader();
        for (Contract contract : Contract.values()) {
            schemas.put(contract, new Schema.Parser().parse(contract.schemaJson()));
        }
    }

    @Override
    public void register(String topic, Contract contract) {
        client.register(serializer, Frame.subject(topic), schema(contract));
    }

    @Override
    public synchronized byte[] encode(String topic, Contract contract, SpecificRecord record) {
        GenericRecord generic = AvroBytes.generic(record, schema(contract));
        return client.calling("write " + topic, () -> serializer.serialize(topic, generic));
    }

    @Override
    public synchronized SpecificRecord decode(byte[] value, Contract contract) {
        GenericRecord record = reader.read(value);
        byte[] avro = AvroBytes.write(record);
        if (readings.size() >= READINGS) {
            readings.clear();
        }
        return readings.computeIfAbsent(
                        new ReadingKey(record.getSchema(), contract), key -> RecordReading.of(key.writer(), contract))
                .read(avro, 0);
    }

    @Override
    public QueryReader newQueryReader() {
        return new ConfluentQueryReader(client.newReader());
    }

    @Override
    public QueryReader newGlanceReader() {
        return newQueryReader();
    }

    private Schema schema(Contract contract) {
        return Objects.requireNonNull(schemas.get(contract));
    }
}
