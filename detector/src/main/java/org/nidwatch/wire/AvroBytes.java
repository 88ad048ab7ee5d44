// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** Records as plain Avro bytes. */
final class AvroBytes {
    private AvroBytes() {}

    /** The record's bytes, after as many free bytes as asked for. */
    static byte[] write(SpecificRecord record, int free) {
        SpecificData data = SpecificData.getForClass(record.getClass());
        return write(new SpecificDatumWriter<>(record.getSchema(), data), record, free);
    }

    static byte[] write(GenericRecord record) {
        return write(new GenericDatumWriter<>(record.getSchema(), GenericData.get()), record, 0);
    }

    /** The same record, told by another schema of the same shape, as Confluent's serialisers take it. */
    static GenericRecord generic(SpecificRecord record, Schema schema) {
        try {
            return new GenericDatumReader<GenericRecord>(schema)
                    .read(null, DecoderFactory.get().binaryDecoder(write(record, 0), null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <R extends IndexedRecord> byte[] write(DatumWriter<R> writer, R record, int free) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        out.writeBytes(new byte[free]);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        try {
            writer.write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
