// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

import org.nidwatch.evaluate.Outcome;
import org.nidwatch.evaluate.rival.Rounds.Stop;
import org.nidwatch.evaluate.world.Attack;

/** Turns the tick of an alarm into an outcome. */
final class Verdict {
    private Verdict() {}

    /**
     * The outcome of an attack.
     *
     * @param tick at whose beginning the alarm is known; negative = none
     */
    static Outcome at(String method, Stop stop, Attack attack, int tick) {
        boolean detected = tick >= 0;
        return new Outcome(
                method,
                stop.world().name(),
                attack.number(),
                attack.group(),
                attack.kind(),
                attack.level(),
                stop.tenant().meanPerDay(),
                detected,
                detected ? (tick - attack.startTick()) / (double) Hours.TICKS : Double.NaN,
                Hours.freshBefore(attack.added(), detected ? tick : attack.endTick()));
    }
}
