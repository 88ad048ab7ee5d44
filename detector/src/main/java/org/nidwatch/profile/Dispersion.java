// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.profile;

import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;

/**
 * How much wilder than chance the counts of one horizon are: 1/r of a negative binomial (variance m + m*m/r), by moments
 * with forgetting. One window's square is capped, so that an outlier moves it little.
 */
final class Dispersion {
    private static final double LEAST = 0.004;
    private static final double MOST = 50;
    private static final double SMALLEST_MEAN = 0.02;
    private static final double CAP = 12;

    /** Who has just begun is believed to be as wild as it is. */
    private static final double YOUNG_CAP = 300;

    private final float decay;
    private float excess;
    private float scale;

    /** @param decay what is kept of the past at each window, below 1 */
    Dispersion(double decay) {
        this.decay = (float) decay;
    }

    /**
     * 1/r, 0.004 to 50.
     *
     * @param prior what is assumed before anything was seen
     * @param windows weight of the prior, in windows
     */
    double inverseShape(double m, double prior, double windows) {
        double pseudo = windows * Math.max(m, 0.5) * Math.max(m, 0.5);
        return Math.min(MOST, Math.max(LEAST, (excess + prior * pseudo) / (scale + pseudo)));
    }

    void learn(double x, double m, double inverseShape, boolean young) {
        if (m <= SMALLEST_MEAN) {
            return;
        }
        double square = Math.min((x - m) * (x - m), (young ? YOUNG_CAP : CAP) * (m + m * m * inverseShape));
        excess = (float) (excess * decay + square - m);
        scale = (float) (scale * decay + m * m);
    }

    void writeTo(StateWriter writer) {
        writer.small(excess).small(scale);
    }

    void readFrom(StateReader reader) {
        excess = reader.small();
        scale = reader.small();
    }
}
