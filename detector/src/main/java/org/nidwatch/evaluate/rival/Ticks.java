// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

import org.nidwatch.evaluate.world.Attack;
import org.nidwatch.evaluate.world.Counts;
import org.nidwatch.evaluate.world.Traffic;

/** Cells of the tick tables, honest traffic and an attack together; honest traffic has one row less. */
final class Ticks {
    private Ticks() {}

    static int fresh(Traffic honest, Attack attack, int row, int tick) {
        return sum(honest.counts().fresh(), attack.added().fresh(), attack.added(), row, tick);
    }

    static int missed(Traffic honest, Attack attack, int row, int tick) {
        return sum(honest.counts().missed(), attack.added().missed(), attack.added(), row, tick);
    }

    static int repeats(Traffic honest, Attack attack, int row, int tick) {
        return sum(honest.counts().repeats(), attack.added().repeats(), attack.added(), row, tick);
    }

    /** The law of honest traffic in this tick. */
    static Asked expected(Traffic honest, int row, int tick) {
        return row >= honest.meanFresh().length
                ? Asked.expected(0, 0, 0)
                : Asked.expected(
                        honest.meanFresh()[row][tick], honest.meanMissed()[row][tick], honest.meanRepeats()[row][tick]);
    }

    /** The law of the abuse in this tick; nothing before it begins. */
    static Asked abuse(Attack attack, int row, int tick) {
        int at = tick - attack.startTick();
        if (at < 0) {
            return new Asked(0, 0, 0);
        }
        double missed = attack.meanMissed()[row][at];
        return new Asked(attack.meanFresh()[row][at] + missed, missed, attack.meanRepeats()[row][at]);
    }

    private static int sum(int[][] honest, int[][] added, Counts attack, int row, int tick) {
        int at = tick - attack.firstTick();
        return (row < honest.length ? honest[row][tick] : 0) + (at < 0 ? 0 : added[row][at]);
    }
}
