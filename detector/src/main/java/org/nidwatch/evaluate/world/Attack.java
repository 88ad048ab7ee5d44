// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.world;

/**
 * One labelled abuse of one organisation.
 *
 * @param number unique in its world
 * @param group number of the first member when several organisations are abused together; else its own number
 * @param tenant index of the organisation
 * @param startTick first tick with an abusive query
 * @param endTick tick after the last
 * @param added abusive queries over {@code [startTick, endTick)}; one row for each credential of the tenant and one more
 *     for a credential made for the abuse
 * @param meanFresh expected abusive fresh records, {@code [credential][tick - startTick]}: the law behind {@code added}
 * @param meanMissed expected abusive misses, likewise
 * @param meanRepeats expected abusive block repeats, likewise
 */
public record Attack(
        int number,
        int group,
        AttackKind kind,
        Level level,
        int tenant,
        int startTick,
        int endTick,
        Counts added,
        float[][] meanFresh,
        float[][] meanMissed,
        float[][] meanRepeats) {
    /** The same law, and nobody asks: to try how often honest traffic alone looks like it. */
    public Attack withoutQueries() {
        int[][] none = new int[added.credentials()][added.ticks()];
        Counts nothing = new Counts(added.firstTick(), none, none, none, none, none);
        return new Attack(
                number, group, kind, level, tenant, startTick, endTick, nothing, meanFresh, meanMissed, meanRepeats);
    }
}
