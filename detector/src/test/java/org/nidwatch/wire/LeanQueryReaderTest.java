// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Query;
import org.nidwatch.intake.RejectReason;
import org.nidwatch.intake.Token;

class LeanQueryReaderTest {
    private static final long SEED = 20_261_121;
    private static final int RECORDS = 1_000;

    private final MapRegistry registry = new MapRegistry();
    private final LeanQueryReader reader = new LeanQueryReader(registry);
    private final Map<Schema, GenericDatumReader<GenericRecord>> references = new HashMap<>();

    static Stream<Arguments> readable() {
        return Stream.of(WriterSchemas.planned(), WriterSchemas.unplanned())
                .flatMap(schemas -> schemas.entrySet().stream())
                .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    static Stream<Arguments> incompatible() {
        return WriterSchemas.incompatible().entrySet().stream()
                .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    /** Whatever Avro's own reader sees in the bytes, we see the same, also in what was never meant to be a query. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("readable")
    void readsWhatAvroReads(String name, Schema writer) {
        int id = registry.add(writer);
        int agreed = 0;
        for (Object datum : new RandomData(writer, RECORDS, SEED)) {
            byte[] value = framed(id, bytes(writer, datum));
            agreed += assertReadsWhatAvroReads(name, writer, value) ? 1 : 0;
        }
        assertThat(agreed).as("records of %s that could be read", name).isGreaterThan(RECORDS / 5);
    }

    /** Cut short anywhere, and with any bit turned: a reason, or the very thing Avro reads; never another exception. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("readable")
    void survivesBrokenBytes(String name, Schema writer) {
        int id = registry.add(writer);
        Random random = new Random(SEED);
        for (Object datum : new RandomData(writer, RECORDS / 10, SEED)) {
            byte[] value = framed(id, bytes(writer, datum));
            for (int i = 0; i < 20; i++) {
                assertReadsNoMoreThanAvro(
                        name + " cut", writer, Arrays.copyOf(value, 5 + random.nextInt(value.length - 4)));
                byte[] flipped = value.clone();
                for (int flips = random.nextInt(4); flips >= 0 && value.length > 5; flips--) {
                    flipped[5 + random.nextInt(value.length - 5)] ^= (byte) (1 << random.nextInt(8));
                }
                assertReadsNoMoreThanAvro(name + " flipped", writer, flipped);
                peek(flipped);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readable")
    void survivesNoise(String name, Schema writer) {
        int id = registry.add(writer);
        Random random = new Random(SEED);
        for (int i = 0; i < RECORDS; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            assertReadsNoMoreThanAvro(name + " noise", writer, framed(id, noise));
            peek(framed(id, noise));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readable")
    void peeksTheOrganisation(String name, Schema writer) {
        int id = registry.add(writer);
        for (Object datum : new RandomData(writer, RECORDS / 10, SEED)) {
            byte[] value = framed(id, bytes(writer, datum));
            String organisation;
            try {
                organisation = reader.read(value).organisationId();
            } catch (UnreadableException e) {
                continue;
            }
            assertThat(reader.organisationId(value)).as(name).isEqualTo(organisation);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("incompatible")
    void refusesWhatAvroCannotResolve(String name, Schema writer) {
        int id = registry.add(writer);
        Object datum = new RandomData(writer, 1, SEED).iterator().next();
        byte[] value = framed(id, bytes(writer, datum));

        assertReason(value, RejectReason.INCOMPATIBLE_SCHEMA);
        assertThat(reader.organisationId(value)).as(name).isNull();
    }

    @Test
    void hasAPlanForAllButOddUnions() throws Exception {
        for (Schema planned : WriterSchemas.planned().values()) {
            assertThat(QueryPlanCompiler.compile(planned)).isNotNull();
        }
        for (Schema unplanned : WriterSchemas.unplanned().values()) {
            assertThatThrownBy(() -> QueryPlanCompiler.compile(unplanned))
                    .isInstanceOf(QueryPlanCompiler.UnplannedException.class);
        }
    }

    @Test
    void givesEachKindOfBadValueItsReason() {
        int id = registry.add(WriterSchemas.current());
        byte[] good = framed(id, goodBytes());
        byte[] wrongMagic = good.clone();
        wrongMagic[0] = 1;

        assertThat(reader.read(good).organisationId()).isEqualTo("bank-01");
        assertReason(null, RejectReason.EMPTY);
        assertReason(new byte[0], RejectReason.EMPTY);
        assertReason(wrongMagic, RejectReason.NOT_FRAMED);
        assertReason(Arrays.copyOf(good, 4), RejectReason.NOT_FRAMED);
        assertReason(Arrays.copyOf(good, 5), RejectReason.UNDECODABLE);
        assertReason(framed(99, goodBytes()), RejectReason.UNKNOWN_SCHEMA);
        assertReason(Arrays.copyOf(good, good.length + 1), RejectReason.UNDECODABLE);
        assertReason("{\"nid\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8), RejectReason.NOT_FRAMED);
    }

    @Test
    void refusesSchemasThatAreNone() {
        for (String json : new String[] {"", "nonsense", "{}", "{\"type\":\"record\"}", "[".repeat(900), "null"}) {
            int id = registry.register("any", json);
            assertReason(framed(id, goodBytes()), RejectReason.INCOMPATIBLE_SCHEMA);
        }
    }

    @Test
    void doesNotBelieveLengthsAndCounts() {
        Schema writer = WriterSchemas.of(
                WriterSchemas.field("list", "{\"type\":\"array\",\"items\":\"null\"}"),
                WriterSchemas.EVENT_ID,
                WriterSchemas.OCCURRED_AT,
                WriterSchemas.ORGANISATION,
                WriterSchemas.CREDENTIAL);
        int id = registry.add(writer);

        for (long count : new long[] {Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, -1, -Integer.MAX_VALUE}) {
            assertReason(framed(id, varints(count, 0, 0, 0, 0, 0)), RejectReason.UNDECODABLE);
            assertReason(framed(id, varints(0, count, 0, 0, 0)), RejectReason.UNDECODABLE);
            assertReason(framed(id, varints(0, 0, 0, count)), RejectReason.UNDECODABLE);
        }
        byte[] endless = new byte[64];
        Arrays.fill(endless, (byte) 0x80);
        assertReason(framed(id, endless), RejectReason.UNDECODABLE);
    }

    @Test
    void doesNotFollowRecordsWithinRecordsForEver() {
        Schema writer = WriterSchemas.planned().get("newer, with fields of every type");
        int id = registry.add(writer);
        byte[] deep = new byte[100_000];
        Arrays.fill(deep, (byte) 2);

        assertReason(framed(id, deep), RejectReason.UNDECODABLE);
    }

    @Test
    void readsALongIdentifierAsItIs() {
        int id = registry.add(WriterSchemas.current());
        GenericRecord record = good();
        record.put("organisation_id", "x".repeat(1 << 20));
        byte[] value = framed(id, bytes(WriterSchemas.current(), record));

        String first = reader.read(value).organisationId();
        String second = reader.read(value).organisationId();

        assertThat(first).hasSize(1 << 20);
        assertThat(second).isEqualTo(first).isNotSameAs(first);
    }

    @Test
    void sharesTheStringsThatComeAgain() {
        byte[] value = framed(registry.add(WriterSchemas.current()), goodBytes());

        String first = reader.read(value).organisationId();

        assertThat(reader.read(value.clone()).organisationId()).isSameAs(first);
        assertThat(reader.organisationId(value)).isSameAs(first);
    }

    @Test
    void forgetsTheRecordBefore() {
        Schema few = WriterSchemas.planned().get("only what has no default");
        reader.read(framed(registry.add(WriterSchemas.current()), goodBytes()));

        Query query = reader.read(framed(registry.add(few), bytes(few, copy(good(), few))));

        assertThat(query.operatorId()).isNull();
        assertThat(query.sourceAddress()).isNull();
        assertThat(query.operation()).isEqualTo(Operation.OTHER);
        assertThat(query.outcome()).isEqualTo(Outcome.OTHER);
        assertThat(query.fieldsReturned()).isZero();
        assertThat(query.hasSubject()).isFalse();
        assertThat(query.hasBlock()).isFalse();
        assertThat(query.subjectHigh() | query.subjectLow() | query.blockHigh() | query.blockLow())
                .isZero();
    }

    @Test
    void asksForASchemaOnceAndForAnUnknownOneAgain() {
        byte[] value = framed(registry.add(WriterSchemas.current()), goodBytes());
        reader.read(value);
        reader.read(value);
        assertThat(registry.lookups).isEqualTo(1);

        assertReason(framed(77, goodBytes()), RejectReason.UNKNOWN_SCHEMA);
        registry.add(77, WriterSchemas.current().toString());
        assertThat(reader.read(framed(77, goodBytes())).organisationId()).isEqualTo("bank-01");
    }

    @Test
    void keepsManyWritersApart() {
        Map<String, Schema> schemas = WriterSchemas.planned();
        for (int i = 1; i <= LeanQueryReader.READINGS * 2; i++) {
            registry.add(1_000 + i, WriterSchemas.current().toString());
        }
        for (int round = 0; round < 2; round++) {
            for (int i = 1; i <= LeanQueryReader.READINGS * 2; i++) {
                assertThat(reader.read(framed(1_000 + i, goodBytes())).organisationId())
                        .isEqualTo("bank-01");
            }
        }
        Schema few = schemas.get("only what has no default");
        assertThat(reader.read(framed(registry.add(few), bytes(few, copy(good(), few))))
                        .operatorId())
                .isNull();
    }

    /** A registry that told a wrong schema, once, must not blind the detector until its next start. */
    @Test
    void asksAnewForASchemaThatIsNoQuerys() {
        long[] now = {0};
        LeanQueryReader doubting = new LeanQueryReader(registry, false, () -> now[0]);
        int id = registry.add(7, "{\"type\":\"record\",\"name\":\"Invoice\",\"fields\":[]}");
        assertThatThrownBy(() -> doubting.read(framed(id, goodBytes()))).isInstanceOf(UnreadableException.class);
        registry.add(7, WriterSchemas.current().toString());
        now[0] = LeanQueryReader.INCOMPATIBLE_FOR.toNanos();
        assertThatThrownBy(() -> doubting.read(framed(id, goodBytes()))).isInstanceOf(UnreadableException.class);

        now[0]++;

        assertThat(doubting.read(framed(id, goodBytes())).organisationId()).isEqualTo("bank-01");
    }

    @Test
    void waitsForNoRegistryToAskAnew() {
        long[] now = {0};
        LeanQueryReader doubting = new LeanQueryReader(registry, false, () -> now[0]);
        int id = registry.add(7, "{\"type\":\"record\",\"name\":\"Invoice\",\"fields\":[]}");
        assertThatThrownBy(() -> doubting.read(framed(id, goodBytes()))).isInstanceOf(UnreadableException.class);
        registry.away = true;
        now[0] = 2 * LeanQueryReader.INCOMPATIBLE_FOR.toNanos();
        int asked = registry.lookups;

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> doubting.read(framed(id, goodBytes()))).isInstanceOf(UnreadableException.class);
        }

        assertThat(registry.lookups).isEqualTo(asked + 1);
    }

    @Test
    void letsAnOutageThrough() {
        LeanQueryReader cutOff = new LeanQueryReader(new SchemaRegistry() {
            @Override
            public int register(String subject, String schemaJson) {
                throw new RegistryUnavailableException("down");
            }

            @Override
            public String schemaById(int id) {
                throw new RegistryUnavailableException("down");
            }

            @Override
            public boolean compatible(String subject, String schemaJson) {
                throw new RegistryUnavailableException("down");
            }
        });

        assertThatThrownBy(() -> cutOff.read(framed(1, goodBytes()))).isInstanceOf(RegistryUnavailableException.class);
        assertThatThrownBy(() -> cutOff.organisationId(framed(1, goodBytes())))
                .isInstanceOf(RegistryUnavailableException.class);
    }

    private void peek(byte[] value) {
        // Anything but an exception will do.
        String unused = reader.organisationId(value);
    }

    private void assertReason(byte[] value, RejectReason reason) {
        assertThatThrownBy(() -> reader.read(value))
                .isInstanceOfSatisfying(
                        UnreadableException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    /** A record as a writer wrote it: we read it exactly when Avro does. True when it was readable. */
    private boolean assertReadsWhatAvroReads(String name, Schema writer, byte[] value) {
        GenericRecord expected = avro(writer, value);
        Query query;
        try {
            query = reader.read(value);
        } catch (UnreadableException e) {
            assertThat(expected)
                    .as("%s (seed %d): Avro reads it, we say %s", name, SEED, e.reason())
                    .isNull();
            return false;
        }
        assertEqual(name, expected, query);
        return true;
    }

    /** Broken bytes: a reason, or what Avro reads. We may be stricter than Avro in what we pass over. */
    private void assertReadsNoMoreThanAvro(String name, Schema writer, byte[] value) {
        Query query;
        try {
            query = reader.read(value);
        } catch (UnreadableException e) {
            return;
        }
        assertEqual(name, avro(writer, value), query);
    }

    private GenericRecord avro(Schema writer, byte[] value) {
        GenericDatumReader<GenericRecord> reference =
                references.computeIfAbsent(writer, schema -> new GenericDatumReader<>(schema, WriterSchemas.CURRENT));
        try {
            BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null);
            GenericRecord record = reference.read(null, decoder);
            return decoder.isEnd() ? record : null;
        } catch (AvroRuntimeException | UnsupportedOperationException | IOException e) {
            return null;
        }
    }

    private static void assertEqual(String name, GenericRecord expected, Query query) {
        if (expected == null || !values(expected).equals(values(query))) {
            // Only now: a hundred thousand AssertJ calls take longer than everything else here.
            assertThat(values(query))
                    .as("%s (seed %d)", name, SEED)
                    .isEqualTo(expected == null ? null : values(expected));
        }
    }

    private static List<Object> values(GenericRecord record) {
        return Arrays.asList(
                record.get("occurred_at"),
                text(record, "organisation_id"),
                text(record, "credential_id"),
                text(record, "operator_id"),
                text(record, "source_address"),
                text(record, "operation"),
                text(record, "outcome"),
                record.get("fields_returned"),
                token(record.get("subject")),
                token(record.get("subject_block")),
                record.get("token_key_id"));
    }

    private static List<Object> values(Query query) {
        return Arrays.asList(
                query.occurredAt(),
                query.organisationId(),
                query.credentialId(),
                query.operatorId(),
                query.sourceAddress(),
                query.operation().name(),
                query.outcome().name(),
                query.fieldsReturned(),
                query.hasSubject() ? new Token(query.subjectHigh(), query.subjectLow()) : null,
                query.hasBlock() ? new Token(query.blockHigh(), query.blockLow()) : null,
                query.tokenKeyId());
    }

    private static Token token(Object fixed) {
        return fixed == null ? null : Token.of(((GenericFixed) fixed).bytes());
    }

    private static String text(GenericRecord record, String field) {
        Object value = record.get(field);
        return value == null ? null : value.toString();
    }

    static GenericRecord good() {
        Schema schema = WriterSchemas.current();
        GenericRecord record = new GenericData.Record(schema);
        Schema token = schema.getField("subject").schema().getTypes().get(1);
        record.put("event_id", "6f2c1a9e-8d9b-4a57-9f0e-1d2c3b4a5968");
        record.put("occurred_at", 1_700_000_000_000L);
        record.put("organisation_id", "bank-01");
        record.put("credential_id", "bank-01-portal");
        record.put("operator_id", "operator-17");
        record.put("source_address", "203.0.113.9");
        record.put(
                "operation",
                new GenericData.EnumSymbol(schema.getField("operation").schema(), "RETRIEVE"));
        record.put(
                "outcome", new GenericData.EnumSymbol(schema.getField("outcome").schema(), "DISCLOSED"));
        record.put("fields_returned", 12);
        record.put(
                "subject",
                new GenericData.Fixed(token, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}));
        record.put("subject_block", new GenericData.Fixed(token, new byte[16]));
        record.put("token_key_id", 3);
        record.put("purpose", "loan");
        return record;
    }

    static byte[] goodBytes() {
        return bytes(WriterSchemas.current(), good());
    }

    private static GenericRecord copy(GenericRecord from, Schema to) {
        GenericRecord record = new GenericData.Record(to);
        to.getFields().forEach(field -> record.put(field.name(), from.get(field.name())));
        return record;
    }

    static byte[] bytes(Schema schema, Object datum) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<>(schema).write(datum, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static byte[] framed(int id, byte[] avro) {
        byte[] frame = new byte[5 + avro.length];
        Frame.putHeader(frame, id);
        System.arraycopy(avro, 0, frame, 5, avro.length);
        return frame;
    }

    private static byte[] varints(long... numbers) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            for (long number : numbers) {
                encoder.writeLong(number);
            }
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
