// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.nidwatch.intake.Checks;
import org.nidwatch.intake.IntakeSettings;

/** Records of queries: the frame, our own decoder by plan, and Avro's where there is no plan. Both must say the same. */
public final class QueryDecodeFuzz {
    private static final MapRegistry REGISTRY = new MapRegistry();
    private static final LeanQueryReader READER = new LeanQueryReader(REGISTRY);
    private static final LeanQueryReader GLANCE = new LeanQueryReader(REGISTRY, true, System::nanoTime);
    private static final Checks CHECKS = new Checks(IntakeSettings.DEFAULTS);
    private static final List<Schema> WRITERS = new ArrayList<>();
    private static final ReusedQuery PLANNED = new ReusedQuery();
    private static final ReusedQuery GENERIC = new ReusedQuery();

    static {
        WRITERS.add(WriterSchemas.CURRENT);
        WRITERS.addAll(WriterSchemas.planned().values());
        WRITERS.addAll(WriterSchemas.unplanned().values());
        WRITERS.addAll(WriterSchemas.incompatible().values());
        for (int i = 0; i < WRITERS.size(); i++) {
            REGISTRY.add(i, WRITERS.get(i).toString());
        }
    }

    private QueryDecodeFuzz() {}

    /** One record's value. */
    public static void fuzzerTestOneInput(byte[] value) {
        try {
            CHECKS.check(READER.read(value), Long.MAX_VALUE / 2);
        } catch (UnreadableException e) {
            // Said so: it is rejected with that reason.
        }
        READER.organisationId(value);
        try {
            GLANCE.read(value);
        } catch (UnreadableException e) {
            // As above.
        }
        if (Frame.isFramed(value) && Frame.schemaId(value) >= 0 && Frame.schemaId(value) < WRITERS.size()) {
            compare(WRITERS.get(Frame.schemaId(value)), value);
        }
    }

    private static void compare(Schema writer, byte[] value) {
        QueryReading reading = QueryReading.of(writer);
        if (reading == QueryReading.INCOMPATIBLE || reading instanceof GenericQueryReading) {
            return;
        }
        String planned = read(reading, PLANNED, value);
        String generic = read(new GenericQueryReading(writer), GENERIC, value);
        if (!planned.equals(generic)) {
            throw new IllegalStateException("by plan " + planned + ", by Avro " + generic);
        }
    }

    private static String read(QueryReading reading, ReusedQuery query, byte[] value) {
        AvroCursor cursor = new AvroCursor();
        cursor.start(value, Frame.HEADER_BYTES);
        try {
            reading.read(cursor, query, Identifiers.empty());
        } catch (UnreadableException e) {
            return "unreadable";
        }
        return query.occurredAt() + "|" + query.organisationId() + "|" + query.credentialId() + "|" + query.operatorId()
                + "|" + query.sourceAddress() + "|" + query.operation() + "|" + query.outcome() + "|"
                + query.fieldsReturned() + "|" + query.hasSubject() + query.subjectHigh() + query.subjectLow() + "|"
                + query.hasBlock() + query.blockHigh() + query.blockLow() + "|" + query.tokenKeyId();
    }
}
