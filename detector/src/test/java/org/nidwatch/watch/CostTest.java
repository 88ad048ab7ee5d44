// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.intake.Checks;
import org.nidwatch.intake.IntakeSettings;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Query;
import org.nidwatch.intake.Verdict;
import org.nidwatch.policy.Policy;
import org.nidwatch.wire.QueryReader;
import org.nidwatch.wire.SampleRegistry;
import org.nidwatch.wire.Wire;

/**
 * What a query costs in things that can be counted, so that a slower machine does not fail it and a slower program does: bytes
 * allocated from the record's bytes to the closed windows, and bytes and pieces of state written. Bounds leave more than
 * half again of what was measured.
 */
class CostTest {
    private static final int WARM = 150_000;
    private static final WatchOutput NOBODY = new WatchOutput() {
        @Override
        public void alert(ScrapingAlert alert) {}

        @Override
        public void activity(OrganisationActivity activity) {}
    };

    private final Watch watch = new Watch(WatchSettings.DEFAULTS, Policy.NONE, Mode.LIVE, "nid.queries", NOBODY);
    private long pieces;
    private long bytes;

    @Test
    void aQueryOfABusyOrganisationAllocatesNextToNothing() {
        Wire wire = SampleRegistry.wire();
        List<byte[]> records = new ArrayList<>();
        for (NidQuery query : new Traffic(2).honest("bank-1", 12, 400_000, 50).queries()) {
            records.add(wire.query("nid.queries", query));
        }
        QueryReader reader = wire.newQueryReader();
        Checks checks = new Checks(IntakeSettings.DEFAULTS);
        take(reader, checks, records, 0, WARM);
        long before = allocated();
        take(reader, checks, records, WARM, records.size());
        // Measured: 27 bytes, most of them the minute's report and growing tables.
        assertThat((allocated() - before) / (double) (records.size() - WARM)).isLessThan(60);
    }

    private void take(QueryReader reader, Checks checks, List<byte[]> records, int from, int to) {
        for (int i = from; i < to; i++) {
            Query query = reader.read(records.get(i));
            if (checks.check(query, Long.MAX_VALUE) instanceof Verdict.Accepted) {
                watch.observe(query, 0, i);
            }
        }
    }

    /** As live at 20 queries a second, with a commit a second. */
    @Test
    void aQueryWritesLittleState() {
        List<NidQuery> queries =
                new Traffic(3).honest("bank-1", 12, 120_000, 50).queries();
        long commit = 0;
        for (int i = 0; i < queries.size(); i++) {
            NidQuery query = queries.get(i);
            watch.observe(query, 0, i);
            if (query.occurredAt() >= commit) {
                commit = query.occurredAt() + 1_000;
                watch.writeChanges((key, value) -> {
                    pieces++;
                    bytes += key.length + (value == null ? 0 : value.length);
                });
            }
        }
        double each = queries.size();
        // Measured: 2.5 pieces, 564 bytes.
        assertThat(pieces / each).isLessThan(4);
        assertThat(bytes / each).isLessThan(900);
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
