// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.world;

import org.nidwatch.simulate.Rng;

/** Draws the queries of one attack: {@link Schedule} says how many are meant to be asked when, this what they find. */
final class Abuse {
    /** Real people; the rest of a list was copied wrong, or has died. */
    private static final double FOUND = 0.97;
    /** What a bot asks beside each new person to look like its host. */
    private static final int PADDING = 4;

    private Abuse() {}

    static Attack draw(World.AttackPlan plan, Blueprint blueprint) {
        Rng rng = new Rng(plan.seed());
        double[][] rates = new Schedule(plan, blueprint, rng).rates();
        Drawn drawn = new Drawn(rates.length, plan.endTick() - plan.startTick());
        Mix mix = mix(plan.kind(), blueprint, rng);
        Walk walk = new Walk(rng, blueprint.knowsStranger());
        boolean regular = rng.chance(0.5);
        for (int row = 0; row < rates.length; row++) {
            if (rates[row].length == 0) {
                continue;
            }
            Pacing pacing = new Pacing(rng, regular);
            if (plan.kind() == AttackKind.WALK) {
                walk.draw(drawn, row, rates[row], pacing);
            } else {
                mix.draw(drawn, row, rates[row], pacing, rng);
            }
        }
        return drawn.attack(plan);
    }

    private static Mix mix(AttackKind kind, Blueprint blueprint, Rng rng) {
        double stranger = blueprint.knowsStranger();
        return switch (kind) {
            case GUESS -> new Mix(rng.between(0.01, 0.03), stranger, rng.between(0, 0.002), 0);
            case LIST ->
                new Mix(
                        FOUND,
                        Math.min(0.4, stranger + rng.between(0.02, 0.15)),
                        Math.min(0.5, blueprint.repeats * rng.between(1, 3)),
                        0);
            case PADDED -> new Mix(FOUND, stranger, blueprint.repeats, PADDING);
            default -> new Mix(FOUND, stranger, blueprint.repeats, 0);
        };
    }

    /**
     * @param found part of the chosen numbers that are citizens'
     * @param known part of those found whom the organisation knows
     * @param repeats part of the asked that lie in blocks hit before
     * @param padding queries about known people for each chosen number
     */
    private record Mix(double found, double known, double repeats, int padding) {
        void draw(Drawn drawn, int row, double[] rates, Pacing pacing, Rng rng) {
            for (int tick = 0; tick < rates.length; tick++) {
                int chosen = pacing.next(rates[tick]);
                int citizens = Laws.binomial(rng, chosen, found);
                int fresh = citizens - Laws.binomial(rng, citizens, known);
                int missed = chosen - citizens;
                int repeated = Laws.binomial(rng, fresh + missed, repeats);
                drawn.put(row, tick, chosen * (1 + padding), fresh, missed, repeated);
                double meanFresh = rates[tick] * found * (1 - known);
                double meanMissed = rates[tick] * (1 - found);
                drawn.law(row, tick, meanFresh, meanMissed, (meanFresh + meanMissed) * repeats);
            }
        }
    }
}
