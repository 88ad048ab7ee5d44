// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.io.IOException;
import java.time.DateTimeException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Resolver;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Reads records of one writer's schema as one of our classes. Thread-safe. */
final class RecordReading {
    private final Skip whole;
    private final @Nullable SpecificDatumReader<SpecificRecord> reader;

    private RecordReading(Skip whole, @Nullable SpecificDatumReader<SpecificRecord> reader) {
        this.whole = whole;
        this.reader = reader;
    }

    static RecordReading of(Schema writer, Contract contract) {
        Schema ours = contract.classSchema();
        Resolver.Action action = Resolver.resolve(writer, ours, new GenericData());
        boolean readable = action.type != Resolver.Action.Type.ERROR;
        SpecificData data = SpecificData.getForSchema(ours);
        return new RecordReading(Skip.of(writer), readable ? new SpecificDatumReader<>(writer, ours, data) : null);
    }

    /** Reads the record that starts at the place and fills the rest of the bytes. */
    SpecificRecord read(byte[] bytes, int from) {
        if (reader == null) {
            throw UnreadableException.incompatible();
        }
        // Avro believes lengths and counts; so look first whether they fit.
        AvroCursor cursor = new AvroCursor();
        cursor.start(bytes, from);
        whole.over(cursor, 0);
        if (!cursor.atEnd()) {
            throw UnreadableException.undecodable();
        }
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, from, bytes.length - from, null);
        try {
            return reader.read(null, decoder);
        } catch (AvroTypeException e) {
            throw UnreadableException.incompatible();
        } catch (AvroRuntimeException
                | UnsupportedOperationException
                | IndexOutOfBoundsException
                | DateTimeException
                | IOException e) {
            throw UnreadableException.undecodable();
        }
    }
}
