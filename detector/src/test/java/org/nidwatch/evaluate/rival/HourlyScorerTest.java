// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each method of the literature on series made by hand. */
class HourlyScorerTest {
    private static final int WARM = 35 * 24;
    private static final int LAST = WARM + 24 * 30;

    static Stream<Rival> families() {
        return Rival.all().stream().filter(one -> one.grain() == Grain.ORGANISATION && one.input() == Input.TOTAL);
    }

    static Stream<Rival> seasonal() {
        return families()
                .filter(one ->
                        Stream.of("EWMA z", "Poisson CUSUM", "Farrington-like").anyMatch(one.family()::equals));
    }

    private static final IntToDoubleFunction NOISY = new IntToDoubleFunction() {
        private final double[] counts = new SplittableRandom(5)
                .doubles(LAST + 1)
                .map(u -> Math.floor(90 + 20 * u))
                .toArray();

        @Override
        public double applyAsDouble(int hour) {
            return counts[hour];
        }
    };

    @ParameterizedTest
    @MethodSource("families")
    void seesASpike(Rival rival) {
        double[] scores = scores(rival, hour -> hour == LAST ? 1_000 : NOISY.applyAsDouble(hour));
        assertThat(scores[LAST]).isGreaterThan(1.3 * most(scores, WARM, LAST));
    }

    @ParameterizedTest
    @MethodSource("families")
    void keepsQuietOnASteadySeries(Rival rival) {
        double[] scores = scores(rival, hour -> 100);
        // A forest scores about 1 what is like all it knows; a static threshold 1 at its own quantile.
        assertThat(most(scores, WARM, LAST + 1)).isBetween(0.0, 1.01);
    }

    @ParameterizedTest
    @MethodSource("seasonal")
    void takesTheMorningForGranted(Rival rival) {
        IntToDoubleFunction office = hour -> hour % 24 >= 9 && hour % 24 < 17 && hour / 24 % 7 < 5 ? 500 : 5;
        double[] scores = scores(rival, office);
        assertThat(most(scores, WARM, LAST + 1)).isLessThan(1);
        // The same count at night is another matter.
        int night = LAST - 22;
        assertThat(scores(rival, hour -> hour == night ? 500 : office.applyAsDouble(hour))[night])
                .isGreaterThan(5);
    }

    @ParameterizedTest
    @MethodSource("families")
    void aSilentSeriesScoresFinite(Rival rival) {
        assertThat(DoubleStream.of(scores(rival, hour -> hour == LAST ? 3 : 0))).allMatch(Double::isFinite);
    }

    @Test
    void staticThresholdIsAMultipleOfTheQuantile() {
        double[] scores = scores(StaticThreshold::new, hour -> hour < WARM ? 1 + hour % 100 : 198);
        assertThat(scores[LAST]).isCloseTo(198.0 / 99, within(1e-12));
    }

    @Test
    void threeSigmaIsTheDistanceInDeviations() {
        // 0 and 10 by turns: mean 5, deviation 5 sqrt(168 / 167).
        double[] scores = scores(warm -> new ThreeSigma(), hour -> hour == LAST ? 25 : hour % 2 * 10);
        assertThat(scores[LAST]).isCloseTo(20 / (5 * Math.sqrt(168.0 / 167)), within(1e-9));
    }

    @Test
    void poissonCusumAddsTheLogLikelihoodRatio() {
        double[] scores = scores(warm -> new PoissonCusum(), hour -> hour >= LAST - 1 ? 40 : 20);
        double shifted = 1.5 * 20 + 0.5;
        assertThat(scores[LAST]).isCloseTo(2 * (40 * Math.log(shifted / 20) - (shifted - 20)), within(1e-9));
    }

    @Test
    void farringtonIsTheExceedanceOfTheTwoThirdsBound() {
        double[] scores = scores(warm -> new Farrington(), hour -> hour == LAST ? 160 : 100);
        double tau = 1 + 1.0 / 24;
        double z = (Math.pow(160, 2 / 3.0) - Math.pow(100, 2 / 3.0)) / Math.sqrt(4 / 9.0 * Math.cbrt(100) * tau);
        assertThat(scores[LAST]).isCloseTo(z, within(1e-9));
    }

    /** 400 among two dozen of about 100 lifts mean and dispersion, which would hide the next one; weighed down, less so. */
    @Test
    void farringtonForgivesAPastOutbreak() {
        int outbreak = LAST - 2 * HourlyScorer.HOURS_A_WEEK;
        double[] counts = new double[24];
        for (int i = 0; i < 24; i++) {
            int hour = LAST - (1 + i / 3) * HourlyScorer.HOURS_A_WEEK + i % 3 - 1;
            counts[i] = hour == outbreak ? 400 : NOISY.applyAsDouble(hour);
        }
        double mean = Arrays.stream(counts).average().orElseThrow();
        double phi = Arrays.stream(counts).map(y -> (y - mean) * (y - mean)).sum() / mean / 23;
        double unforgiving = (Math.cbrt(200 * 200) - Math.cbrt(mean * mean))
                / Math.sqrt(4 / 9.0 * Math.cbrt(mean) * phi * (1 + 1 / 24.0));
        double score = scores(
                warm -> new Farrington(),
                hour -> hour == LAST ? 200 : hour == outbreak ? 400 : NOISY.applyAsDouble(hour))[LAST];
        assertThat(score).isGreaterThan(2 * unforgiving);
    }

    private static double[] scores(Rival rival, IntToDoubleFunction counts) {
        return scores(rival.scorer(), counts);
    }

    private static double[] scores(IntFunction<HourlyScorer> factory, IntToDoubleFunction counts) {
        HourlyScorer scorer = factory.apply(WARM);
        double[] scores = new double[LAST + 1];
        for (int hour = 0; hour <= LAST; hour++) {
            scores[hour] = scorer.next(hour % HourlyScorer.HOURS_A_WEEK, counts.applyAsDouble(hour));
        }
        return scores;
    }

    private static double most(double[] scores, int from, int until) {
        double most = Double.NEGATIVE_INFINITY;
        for (int hour = from; hour < until; hour++) {
            most = Math.max(most, scores[hour]);
        }
        return most;
    }
}
