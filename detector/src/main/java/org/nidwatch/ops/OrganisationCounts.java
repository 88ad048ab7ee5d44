// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ops;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/** The queries of one organisation, or of all that have no name of their own in the metrics, by outcome. */
final class OrganisationCounts {
    private static final int OUTCOMES = 32;

    private final Meters meters;
    private final String tag;
    private final boolean named;
    private final AtomicReferenceArray<LongAdder> byOutcome = new AtomicReferenceArray<>(OUTCOMES);

    OrganisationCounts(Meters meters, String tag, boolean named) {
        this.meters = meters;
        this.tag = tag;
        this.named = named;
    }

    boolean named() {
        return named;
    }

    LongAdder of(Enum<?> outcome) {
        LongAdder adder = byOutcome.get(outcome.ordinal());
        return adder == null ? first(outcome) : adder;
    }

    private synchronized LongAdder first(Enum<?> outcome) {
        LongAdder adder = byOutcome.get(outcome.ordinal());
        if (adder == null) {
            adder = meters.countQueries(tag, outcome.name());
            byOutcome.set(outcome.ordinal(), adder);
        }
        return adder;
    }
}
