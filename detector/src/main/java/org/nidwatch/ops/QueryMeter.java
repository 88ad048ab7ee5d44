// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ops;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * One thread's way to count queries: no lookup of a meter and no allocation once an organisation is known. Not
 * thread-safe; what it counts goes to the shared meters at once. Whatever is received is counted or rejected, never
 * both, and the three are counted here together, so that their law cannot break.
 */
public final class QueryMeter {
    private final Meters meters;
    private final Map<String, OrganisationCounts> known = new HashMap<>();

    QueryMeter(Meters meters) {
        this.meters = meters;
    }

    /** A query was received and counted: on time, or late. */
    public void counted(String organisation, Enum<?> outcome, boolean late) {
        OrganisationCounts counts = known.get(organisation);
        if (counts == null) {
            counts = meters.organisation(organisation);
            if (counts.named()) {
                known.put(organisation, counts);
            }
        }
        meters.received.increment();
        counts.of(outcome).increment();
        if (late) {
            meters.late.increment();
        }
    }

    /** A query was received and rejected. */
    public void rejected(Enum<?> reason) {
        meters.received.increment();
        LongAdder adder = meters.rejected(reason);
        adder.increment();
    }
}
