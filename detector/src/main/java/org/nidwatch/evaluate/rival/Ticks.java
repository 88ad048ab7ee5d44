// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

/** Cells of the tick tables, which have one row less for honest traffic than for an attack. */
final class Ticks {
    private Ticks() {}

    static int seen(int[][] honest, int[][] added, int row, int tick, int at) {
        return (row < honest.length ? honest[row][tick] : 0) + added[row][at];
    }

    static double mean(float[][] means, int row, int tick) {
        return row < means.length ? means[row][tick] : 0;
    }
}
