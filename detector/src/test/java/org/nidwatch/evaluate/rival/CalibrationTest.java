// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    @Test
    void anAlertLastsUntilADayIsQuiet() {
        float[] scores = new float[100];
        scores[3] = 5;
        scores[27] = 5;
        scores[52] = 5;
        assertThat(Calibration.alerts(scores, 5)).isEqualTo(2);
        assertThat(Calibration.alerts(scores, 5.1f)).isZero();
    }

    @Test
    void theLowestThresholdWithinTheBudget() {
        List<float[]> scores = noise();
        for (double allowed : new double[] {0, 1, 7, 35}) {
            float threshold = Calibration.threshold(scores, allowed);
            assertThat(alerts(scores, threshold)).isLessThanOrEqualTo((int) allowed);
            assertThat(alerts(scores, Math.nextDown(threshold))).isGreaterThan((int) allowed);
        }
    }

    @Test
    void equalScoresComeTogether() {
        List<float[]> scores = List.of(new float[] {9}, new float[] {9}, new float[] {4});
        assertThat(Calibration.threshold(scores, 1)).isGreaterThan(9);
        assertThat(Calibration.threshold(scores, 2)).isBetween(4f, 9f);
    }

    @Test
    void silentSeriesAlarmAtAnythingAboveNothing() {
        float threshold = Calibration.threshold(List.of(new float[100]), 1);
        assertThat(threshold).isPositive();
        assertThat(Calibration.alerts(new float[100], threshold)).isZero();
    }

    private static int alerts(List<float[]> scores, float threshold) {
        return scores.stream()
                .mapToInt(one -> Calibration.alerts(one, threshold))
                .sum();
    }

    private static List<float[]> noise() {
        SplittableRandom random = new SplittableRandom(3);
        List<float[]> scores = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            float[] one = new float[35 * 24];
            for (int hour = 0; hour < one.length; hour++) {
                one[hour] = (float) -Math.log(random.nextDouble());
            }
            scores.add(one);
        }
        return scores;
    }
}
