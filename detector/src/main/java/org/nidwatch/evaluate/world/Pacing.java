// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.world;

import org.nidwatch.simulate.Rng;

/** Turns a rate into queries: of many customers, which is Poisson, or of a loop with a pause, which is more regular. */
final class Pacing {
    private final Rng rng;
    private final boolean regular;
    private final double jitter;
    private double due;
    private double next;
    private long asked;

    Pacing(Rng rng, boolean regular) {
        this.rng = rng;
        this.regular = regular;
        jitter = rng.between(0.05, 1);
        due = rng.unit();
        next = jitter * rng.unit() + 1 - jitter / 2;
    }

    /** Queries of the next tick, {@code rate} in the mean. */
    int next(double rate) {
        if (!regular) {
            return Laws.poisson(rng, rate);
        }
        due += rate;
        int now = 0;
        while (due >= next) {
            now++;
            asked++;
            next = asked + 1 + jitter * (rng.unit() - 0.5);
        }
        return now;
    }
}
