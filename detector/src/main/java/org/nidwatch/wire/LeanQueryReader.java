// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Query;
import org.nidwatch.intake.RejectReason;

/** Reads queries straight from the bytes, by a plan for each writer's schema. Allocates nothing for known strings. */
final class LeanQueryReader implements QueryReader {
    /** Most writer's schemas remembered; more than these are compiled again when they come again. */
    static final int READINGS = 256;

    /** How long a schema that cannot be read as a query is taken for what it is: the registry may have told a wrong one. */
    static final Duration INCOMPATIBLE_FOR = Duration.ofSeconds(30);

    private final SchemaRegistry registry;
    private final LongSupplier nanoTime;
    private final boolean glance;
    private final AvroCursor cursor = new AvroCursor();
    private final Places places = new Places();
    private final ReusedQuery scratch = new ReusedQuery();
    private final Identifiers identifiers = Identifiers.empty();

    private final int[] ids = new int[READINGS];
    private final @Nullable QueryReading[] readings = new QueryReading[READINGS];
    private final long[] compiled = new long[READINGS];
    private int used;
    private int replaced;
    private int lastId;
    private @Nullable QueryReading lastReading;

    LeanQueryReader(SchemaRegistry registry) {
        this(registry, false, System::nanoTime);
    }

    /** @param glance whether credential, operator and address are passed over */
    LeanQueryReader(SchemaRegistry registry, boolean glance, LongSupplier nanoTime) {
        this.registry = registry;
        this.glance = glance;
        this.nanoTime = nanoTime;
    }

    @Override
    public Query read(byte @Nullable [] value, int place) {
        ReusedQuery query = places.at(place);
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
        int slot = slot(id);
        QueryReading found = slot < 0 ? null : readings[slot];
        if (found == null) {
            found = compile(id);
            remember(slot, id, found);
        } else if (found == QueryReading.INCOMPATIBLE
                && nanoTime.getAsLong() - compiled[slot] > INCOMPATIBLE_FOR.toNanos()) {
            found = again(id);
            remember(slot, id, found);
        }
        lastId = id;
        lastReading = found == QueryReading.INCOMPATIBLE ? null : found;
        return found;
    }

    private QueryReading again(int id) {
        registry.doubt(id);
        try {
            return compile(id);
        } catch (RegistryUnavailableException e) {
            // No reason to wait for it: until it answers, what it said holds.
            return QueryReading.INCOMPATIBLE;
        }
    }

    /** Where the reading of a schema is remembered; -1 = nowhere. */
    private int slot(int id) {
        for (int i = 0; i < used; i++) {
            if (ids[i] == id) {
                return i;
            }
        }
        return -1;
    }

    private void remember(int known, int id, QueryReading reading) {
        int slot = known >= 0 ? known : used < READINGS ? used++ : replaced++ % READINGS;
        ids[slot] = id;
        readings[slot] = reading;
        compiled[slot] = nanoTime.getAsLong();
    }

    private QueryReading compile(int id) {
        String json;
        try {
            json = registry.schemaById(id);
        } catch (UnknownSchemaException e) {
            // Not remembered: it may be registered a moment later.
            throw UnreadableException.because(RejectReason.UNKNOWN_SCHEMA);
        }
        Schema writer = WriterSchema.parse(json);
        if (writer == null) {
            return QueryReading.INCOMPATIBLE;
        }
        QueryReading reading = QueryReading.of(writer);
        return glance ? reading.glance() : reading;
    }
}
