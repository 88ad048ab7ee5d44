// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.profile;

import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;

/**
 * How far a ratio of one window strays from its mean more than chance: intra-class correlation, by moments with
 * forgetting. A log-likelihood ratio of n events is divided by {@code 1 + (n - 1) * icc}, its design effect.
 */
final class Clumping {
    private static final double CAP = 16;

    private final float decay;
    private final double least;
    private final double most;
    private final double factor;
    private float excess;
    private float scale;

    /**
     * @param factor what the moment is multiplied with: tails are longer than the moment says
     */
    Clumping(double decay, double factor, double least, double most) {
        this.decay = (float) decay;
        this.factor = factor;
        this.least = least;
        this.most = most;
    }

    /** The design effect of n events. */
    double deflation(double n) {
        return n <= 1 ? 1 : 1 + (n - 1) * correlation();
    }

    private double correlation() {
        double moment = (excess + 0.01 * 50) / (scale + 50);
        return Math.min(most, Math.max(least, factor * moment));
    }

    void learn(double k, double n, double q) {
        if (n < 2) {
            return;
        }
        double variance = n * q * (1 - q);
        double square = Math.min((k - n * q) * (k - n * q), CAP * variance * deflation(n));
        // Each window weighs as much as its events tell: (n - 1) per unit of variance.
        double weight = 1 / (variance * deflation(n));
        excess = (float) (excess * decay + (square - variance) * weight);
        scale = (float) (scale * decay + (n - 1) * variance * weight);
    }

    void writeTo(StateWriter writer) {
        writer.small(excess).small(scale);
    }

    void readFrom(StateReader reader) {
        excess = reader.small();
        scale = reader.small();
    }
}
