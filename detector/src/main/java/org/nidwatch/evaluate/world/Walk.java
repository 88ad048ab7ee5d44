// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.world;

import java.util.Arrays;
import org.nidwatch.simulate.Rng;

/** Numbers asked in order: a few blocks of 1,000 side by side, the next when one is done. Some walkers skip numbers. */
final class Walk {
    private static final int BLOCK = 1_000;
    /** Queries of a block within a day that make the next one a repeat. */
    private static final int HITS = 5;

    private static final double SPARSE = 0.3;
    private static final double DENSE = 0.9;

    private final Rng rng;
    private final double known;
    private final int step;
    /** Part of the numbers of a block that were given out, over all blocks. */
    private final double given;

    private final Place[] places;
    private int turn;

    /** @param known part of those found whom the organisation knows */
    Walk(Rng rng, double known) {
        this.rng = rng;
        this.known = known;
        step = rng.chance(0.7) ? 1 : 2 + rng.below(6);
        given = rng.between(SPARSE, DENSE);
        places = new Place[rng.chance(0.6) ? 1 : 2 + rng.below(3)];
        for (int i = 0; i < places.length; i++) {
            places[i] = new Place();
        }
    }

    void draw(Drawn drawn, int row, double[] rates, Pacing pacing) {
        long asked = 0;
        long repeated = 0;
        for (int tick = 0; tick < rates.length; tick++) {
            int queries = pacing.next(rates[tick]);
            int fresh = 0;
            int missed = 0;
            int repeats = 0;
            for (int i = 0; i < queries; i++) {
                Place place = places[turn];
                turn = (turn + 1) % places.length;
                boolean again = place.hit(tick);
                boolean found = rng.unit() < place.given;
                boolean unknown = !found || !rng.chance(known);
                fresh += found && unknown ? 1 : 0;
                missed += found ? 0 : 1;
                repeats += unknown && again ? 1 : 0;
            }
            drawn.put(row, tick, queries, fresh, missed, repeats);
            asked += fresh + missed;
            repeated += repeats;
        }
        double again = asked == 0 ? 0 : (double) repeated / asked;
        for (int tick = 0; tick < rates.length; tick++) {
            double meanFresh = rates[tick] * given * (1 - known);
            double meanMissed = rates[tick] * (1 - given);
            drawn.law(row, tick, meanFresh, meanMissed, (meanFresh + meanMissed) * again);
        }
    }

    /** A block and the place reached in it. */
    private final class Place {
        /** Ticks of the latest hits, the oldest at {@code oldest}. */
        private final int[] hits = new int[HITS];

        private int oldest;
        private int position;
        double given;

        Place() {
            begin();
        }

        private void begin() {
            double room = Math.min(0.1, Math.min(Walk.this.given - SPARSE, DENSE - Walk.this.given));
            given = Walk.this.given + room * (2 * rng.unit() - 1);
            position = 0;
            Arrays.fill(hits, -World.TICKS_A_DAY);
        }

        /** Asks the next number; whether the block had been hit often enough within a day. */
        boolean hit(int tick) {
            if (position >= BLOCK) {
                begin();
            }
            position += step;
            boolean again = hits[oldest] > tick - World.TICKS_A_DAY;
            hits[oldest] = tick;
            oldest = (oldest + 1) % HITS;
            return again;
        }
    }
}
