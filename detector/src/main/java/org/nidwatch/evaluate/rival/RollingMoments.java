// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

/** Mean and standard deviation of the last so many values. Sums of whole counts: exact to 2^53. */
final class RollingMoments {
    private final double[] ring;
    private int seen;
    private double sum;
    private double squares;

    RollingMoments(int size) {
        ring = new double[size];
    }

    void add(double value) {
        int at = seen % ring.length;
        double old = seen >= ring.length ? ring[at] : 0;
        ring[at] = value;
        seen++;
        sum += value - old;
        squares += value * value - old * old;
    }

    boolean full() {
        return seen >= ring.length;
    }

    double mean() {
        return sum / Math.min(seen, ring.length);
    }

    double deviation() {
        int n = Math.min(seen, ring.length);
        return Math.sqrt(Math.max(0, (squares - sum * sum / n) / Math.max(1, n - 1)));
    }
}
