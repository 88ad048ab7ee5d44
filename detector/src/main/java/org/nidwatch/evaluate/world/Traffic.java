// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.world;

/**
 * The honest traffic of one organisation and the law it was drawn from.
 *
 * @param counts from tick 0 to the world's end
 * @param meanFresh expected fresh records, {@code [credential][tick]}, knowing the day, the campaigns and the outages
 * @param shape shape r of the negative binomial of a tick (variance m + m*m/r) about that mean
 * @param meanMissed expected misses, likewise
 * @param meanRepeats expected block repeats, likewise
 */
public record Traffic(Counts counts, float[][] meanFresh, double shape, float[][] meanMissed, float[][] meanRepeats) {}
