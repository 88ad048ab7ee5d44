// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.world;

/**
 * What happened in 5-minute ticks, one row a credential. Each array is {@code [credential][tick - firstTick]}.
 *
 * @param firstTick tick of the first column; tick 0 of a world is a Sunday, 00:00 local time
 * @param queries all queries
 * @param asked of these, about numbers this organisation had not asked about in 60 days
 * @param missed of the asked, answered not found or with wrong details
 * @param fresh of the asked, found: a citizen newly seen by this organisation
 * @param repeats of the asked, in a block of 1,000 numbers that this organisation hit 5 times or more in the last day
 */
public record Counts(int firstTick, int[][] queries, int[][] asked, int[][] missed, int[][] fresh, int[][] repeats) {
    /** Columns. */
    public int ticks() {
        return queries.length == 0 ? 0 : queries[0].length;
    }

    /** Rows. */
    public int credentials() {
        return queries.length;
    }
}
