// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.util.IdentityHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Query;

/** Queries through Confluent's deserialiser: a generic record for each, adapted by field name. */
final class ConfluentQueryReader implements QueryReader {
    /** Most writer's schemas whose verdict is remembered. */
    private static final int VERDICTS = 1_000;

    private final ConfluentReader reader;
    private final Places places = new Places();
    private final IdentityHashMap<Schema, Boolean> readable = new IdentityHashMap<>();

    ConfluentQueryReader(ConfluentReader reader) {
        this.reader = reader;
    }

    @Override
    public Query read(byte @Nullable [] value, int place) {
        ReusedQuery query = places.at(place);
        GenericRecord record = reader.read(value);
        if (readable.size() >= VERDICTS) {
            readable.clear();
        }
        if (!readable.computeIfAbsent(record.getSchema(), ConfluentQueryReader::isReadable)) {
            throw UnreadableException.incompatible();
        }
        RecordQuery.fill(query, record);
        return query;
    }

    private static boolean isReadable(Schema writer) {
        return QueryReading.of(writer) != QueryReading.INCOMPATIBLE;
    }

    @Override
    public @Nullable String organisationId(byte @Nullable [] value) {
        try {
            return RecordQuery.text(reader.read(value), "organisation_id");
        } catch (UnreadableException e) {
            return null;
        }
    }
}
