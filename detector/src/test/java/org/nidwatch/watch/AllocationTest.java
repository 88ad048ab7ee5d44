// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nidwatch.alert.Mode;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.policy.Policy;

/** The hot path allocates next to nothing per event: a guard that does not depend on the machine's speed. */
class AllocationTest {
    @Test
    void anEventAllocatesNextToNothing() {
        List<NidQuery> queries =
                new Traffic(1).honest("bank-1", 12, 400_000, 8_000).queries();
        Watch watch = new Watch(WatchSettings.DEFAULTS, Policy.NONE, Mode.LIVE, "nid.queries", new WatchOutput() {
            @Override
            public void alert(org.nidwatch.alert.ScrapingAlert alert) {}

            @Override
            public void activity(OrganisationActivity activity) {}
        });
        int warm = 200_000;
        for (int i = 0; i < warm; i++) {
            watch.observe(queries.get(i), 0, i);
        }
        long before = allocated();
        for (int i = warm; i < queries.size(); i++) {
            watch.observe(queries.get(i), 0, i);
        }
        long perEvent = (allocated() - before) / (queries.size() - warm);
        // What is left: a minute report and rebuilt distinct counts, shared by the few events of a minute.
        assertThat(perEvent).isLessThan(400);
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
