// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

import com.amazon.randomcutforest.RandomCutForest;

/**
 * Amazon's Random Cut Forest (Guha et al. 2016), the library itself: shingles of 4 hours of ln(1 + count), 20 trees of 128
 * samples (the library's own defaults, 50 of 256, take five times as long). Anomaly score as the library gives it, before
 * the forest learns the hour.
 */
final class CutForest implements HourlyScorer {
    static final String SIZE = "20 trees of 128, shingles of 4 hours";
    private static final int TREES = 20;
    private static final int SAMPLES = 128;
    private static final int SHINGLE = 4;
    private static final long SEED = 20_160_604;

    private final RandomCutForest forest = RandomCutForest.builder()
            .numberOfTrees(TREES)
            .sampleSize(SAMPLES)
            .outputAfter(SAMPLES)
            .shingleSize(SHINGLE)
            .dimensions(SHINGLE)
            .internalShinglingEnabled(true)
            .parallelExecutionEnabled(false)
            .randomSeed(SEED)
            .build();

    @Override
    public double next(int hourOfWeek, double count) {
        float[] point = {(float) Math.log1p(count)};
        double score = forest.getAnomalyScore(point);
        forest.update(point);
        return score;
    }
}
