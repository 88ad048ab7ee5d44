// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate;

import org.nidwatch.evaluate.world.AttackKind;
import org.nidwatch.evaluate.world.Level;

/**
 * How one method did on one attack.
 *
 * @param method name of the method
 * @param world name of the world
 * @param meanPerDay of the attacked organisation, queries a day
 * @param detected whether an alarm came between the start and the end of the attack
 * @param hours from the attack's first query to the alarm; NaN when missed
 * @param records abusive fresh records up to the alarm; of the whole attack when missed
 */
public record Outcome(
        String method,
        String world,
        int attack,
        int group,
        AttackKind kind,
        Level level,
        double meanPerDay,
        boolean detected,
        double hours,
        long records) {}
