// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.nidwatch.intake.Query;

/** The hot path must leave nothing to the garbage collector: this holds on any machine, a time would not. */
class LeanQueryReaderAllocationTest {
    private static final int VALUES = 1_000;
    private static final int ROUNDS = 200;

    @Test
    void allocatesNothingForAKnownOrganisation() {
        MapRegistry registry = new MapRegistry();
        QueryReader reader = new LeanQueryReader(registry);
        byte[][] values = values(registry.add(WriterSchemas.current()));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long warm = rounds(reader, values);

        long before = threads.getCurrentThreadAllocatedBytes();
        long sum = rounds(reader, values);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(sum).isEqualTo(warm);
        // Less than a byte a record: what the measuring itself leaves behind.
        assertThat(allocated).as("bytes for %d records", VALUES * ROUNDS).isLessThan(VALUES * ROUNDS);
    }

    private static long rounds(QueryReader reader, byte[][] values) {
        long sum = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (byte[] value : values) {
                Query query = reader.read(value);
                String peeked = reader.organisationId(value);
                sum += query.occurredAt() + query.subjectHigh() + (peeked == null ? 0 : peeked.length());
            }
        }
        return sum;
    }

    private static byte[][] values(int id) {
        byte[][] values = new byte[VALUES][];
        for (int i = 0; i < VALUES; i++) {
            GenericRecord record = LeanQueryReaderTest.good();
            record.put("organisation_id", "organisation-" + i % 174);
            record.put("credential_id", "organisation-" + i % 174 + "-" + i % 5);
            record.put("operator_id", i % 3 == 0 ? null : "operator-" + i % 400);
            record.put("source_address", "203.0.113." + i % 250);
            values[i] = LeanQueryReaderTest.framed(id, LeanQueryReaderTest.bytes(WriterSchemas.current(), record));
        }
        return values;
    }
}
