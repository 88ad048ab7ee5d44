// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.io.IOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;
import org.nidwatch.event.NidQuery;

/** Reads by Avro's generic reader what has no plan: slower by far, but to the letter of Avro's rules. */
final class GenericQueryReading implements QueryReading {
    private final Skip whole;
    private final GenericDatumReader<GenericRecord> reader;

    GenericQueryReading(Schema writer) {
        whole = Skip.of(writer);
        reader = new GenericDatumReader<>(writer, NidQuery.getClassSchema());
    }

    @Override
    public void read(AvroCursor cursor, ReusedQuery query, Identifiers identifiers) {
        int start = cursor.at;
        // Avro believes lengths and counts; so look first whether they fit.
        whole.over(cursor, 0);
        if (!cursor.atEnd()) {
            throw UnreadableException.undecodable();
        }
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(cursor.bytes, start, cursor.at - start, null);
        try {
            RecordQuery.fill(query, reader.read(null, decoder));
        } catch (AvroTypeException e) {
            throw UnreadableException.incompatible();
        } catch (AvroRuntimeException | UnsupportedOperationException | IndexOutOfBoundsException | IOException e) {
            throw UnreadableException.undecodable();
        }
    }

    @Override
    public @Nullable String organisationId(AvroCursor cursor, ReusedQuery scratch, Identifiers identifiers) {
        read(cursor, scratch, identifiers);
        return scratch.organisationId;
    }
}
