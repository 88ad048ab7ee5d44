// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Query;
import org.nidwatch.intake.RejectReason;

/** Reads queries straight from the bytes, by a plan for each writer's schema. Allocates nothing for known strings. */
final class LeanQueryReader implements QueryReader {
    /** Most writer's schemas remembered; more than these are compiled again when they come again. */
    static final int READINGS = 256;

    private final SchemaRegistry registry;
    private final boolean glance;
    private final AvroCursor cursor = new AvroCursor();
    private final ReusedQuery query = new ReusedQuery();
    private final ReusedQuery scratch = new ReusedQuery();
    private final Identifiers identifiers = Identifiers.empty();

    private final int[] ids = new int[READINGS];
    private final @Nullable QueryReading[] readings = new QueryReading[READINGS];
    private int used;
    private int replaced;
    private int lastId;
    private @Nullable QueryReading lastReading;

    LeanQueryReader(SchemaRegistry registry) {
        this(registry, false);
    }

    /** @param glance whether credential, operator and address are passed over */
    LeanQueryReader(SchemaRegistry registry, boolean glance) {
        this.registry = registry;
        this.glance = glance;
    }

    @Override
    public Query read(byte @Nullable [] value) {
        byte[] framed = framed(value);
        QueryReading reading = reading(Frame.schemaId(framed));
        cursor.start(framed, Frame.HEADER_BYTES);
        reading.read(cursor, query, identifiers);
        return query;
    }

    @Override
    public @Nullable String organisationId(byte @Nullable [] value) {
        try {
            byte[] framed = framed(value);
            QueryReading reading = reading(Frame.schemaId(framed));
            cursor.start(framed, Frame.HEADER_BYTES);
            return reading.organisationId(cursor, scratch, identifiers);
        } catch (UnreadableException e) {
            return null;
        }
    }

    static byte[] framed(byte @Nullable [] value) {
        if (value == null || value.length == 0) {
            throw UnreadableException.because(RejectReason.EMPTY);
        }
        if (!Frame.isFramed(value)) {
            throw UnreadableException.because(RejectReason.NOT_FRAMED);
        }
        return value;
    }

    private QueryReading reading(int id) {
        QueryReading last = lastReading;
        if (last != null && id == lastId) {
            return last;
        }
        QueryReading found = remembered(id);
        if (found == null) {
            found = compile(id);
            remember(id, found);
        }
        lastId = id;
        lastReading = found;
        return found;
    }

    private @Nullable QueryReading remembered(int id) {
        for (int i = 0; i < used; i++) {
            if (ids[i] == id) {
                return readings[i];
            }
        }
        return null;
    }

    private void remember(int id, QueryReading reading) {
        int slot = used < READINGS ? used++ : replaced++ % READINGS;
        ids[slot] = id;
        readings[slot] = reading;
    }

    private QueryReading compile(int id) {
        String json;
        try {
            json = registry.schemaById(id);
        } catch (UnknownSchemaException e) {
            // Not remembered: it may be registered a moment later.
            throw UnreadableException.because(RejectReason.UNKNOWN_SCHEMA);
        }
        Schema writer;
        try {
            writer = new Schema.Parser().parse(json);
        } catch (AvroRuntimeException | StackOverflowError e) {
            return QueryReading.INCOMPATIBLE;
        }
        QueryReading reading = QueryReading.of(writer);
        return glance ? reading.glance() : reading;
    }
}
