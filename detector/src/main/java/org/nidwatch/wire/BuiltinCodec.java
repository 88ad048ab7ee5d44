// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.nidwatch.intake.RejectReason;

/** The builtin client with our own framing. */
final class BuiltinCodec implements Codec {
    /** Most pairs of writer's schema and contract remembered; then it starts again. */
    private static final int READINGS = 1_000;

    private final SchemaRegistry registry;
    private final Map<String, Integer> idsByTopic = new ConcurrentHashMap<>();
    private final Map<ReadingKey, RecordReading> readings = new ConcurrentHashMap<>();

    private record ReadingKey(int schemaId, Contract contract) {}

    BuiltinCodec(SchemaRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void register(String topic, Contract contract) {
        idsByTopic.put(topic, registry.register(Frame.subject(topic), contract.schemaJson()));
    }

    @Override
    public byte[] encode(String topic, Contract contract, SpecificRecord record) {
        Integer id = idsByTopic.get(topic);
        if (id == null) {
            register(topic, contract);
            id = idsByTopic.get(topic);
        }
        byte[] frame = AvroBytes.write(record, Frame.HEADER_BYTES);
        Frame.putHeader(frame, java.util.Objects.requireNonNull(id));
        return frame;
    }

    @Override
    public SpecificRecord decode(byte[] value, Contract contract) {
        byte[] framed = LeanQueryReader.framed(value);
        return reading(Frame.schemaId(framed), contract).read(framed, Frame.HEADER_BYTES);
    }

    private RecordReading reading(int schemaId, Contract contract) {
        ReadingKey key = new ReadingKey(schemaId, contract);
        RecordReading known = readings.get(key);
        if (known != null) {
            return known;
        }
        RecordReading made = RecordReading.of(writer(schemaId), contract);
        if (readings.size() >= READINGS) {
            readings.clear();
        }
        readings.put(key, made);
        return made;
    }

    private Schema writer(int schemaId) {
        String json;
        try {
            json = registry.schemaById(schemaId);
        } catch (UnknownSchemaException e) {
            throw UnreadableException.because(RejectReason.UNKNOWN_SCHEMA);
        }
        Schema writer = WriterSchema.parse(json);
        if (writer == null) {
            throw UnreadableException.incompatible();
        }
        return writer;
    }

    @Override
    public QueryReader newQueryReader() {
        return new LeanQueryReader(registry);
    }

    @Override
    public QueryReader newGlanceReader() {
        return new LeanQueryReader(registry, true, System::nanoTime);
    }
}
