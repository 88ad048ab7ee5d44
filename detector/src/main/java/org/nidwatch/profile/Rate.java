// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.profile;

import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;

/** A learned ratio k of n with forgetting; what one window can add is capped, so that abuse moves it slowly. */
final class Rate {
    private final float decay;
    private final float deviations;
    private float part;
    private float whole;

    /**
     * @param decay what is kept of the past at each window
     * @param deviations standard deviations above the mean at which k is capped
     */
    Rate(double decay, double deviations) {
        this.decay = (float) decay;
        this.deviations = (float) deviations;
    }

    /** The ratio, shrunk towards the prior with the weight of so many events. */
    double value(double prior, double events) {
        return (part + prior * events) / (whole + events);
    }

    void learn(double k, double n, double q, double deflation) {
        if (n <= 0) {
            return;
        }
        double most = n * q + deviations * Math.sqrt(n * q * (1 - q) * deflation) + 0.5;
        part = (float) (part * decay + Math.min(k, most) / deflation);
        whole = (float) (whole * decay + n / deflation);
    }

    void writeTo(StateWriter writer) {
        writer.small(part).small(whole);
    }

    void readFrom(StateReader reader) {
        part = reader.small();
        whole = reader.small();
    }
}
