// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AnsweredCitizensTest {
    private static final long DAY = 86_400_000L;

    private final SplittableRandom random = new SplittableRandom(5);

    // So many new ones a day, evenly.
    private AnsweredCitizens grown(int days, int aDay) {
        AnsweredCitizens answered = new AnsweredCitizens();
        for (int day = 0; day < days; day++) {
            for (int i = 0; i < aDay; i++) {
                answered.advance(day * DAY + i * (DAY / aDay));
                answered.add(random.nextLong());
            }
        }
        return answered;
    }

    @Test
    void countsWithinItsError() {
        assertThat(grown(40, 5_000).count()).isBetween(185_000L, 215_000L);
    }

    @Test
    void foreseesTheDayItReachesANumber() {
        AnsweredCitizens answered = grown(40, 1_000);
        long now = 40 * DAY;
        assertThat(answered.perDay(now)).isBetween(800.0, 1_200.0);
        assertThat(answered.reaches(answered.count() + 30_000, now)).isBetween(now + 25 * DAY, now + 38 * DAY);
        assertThat(answered.reaches(answered.count() - 1, now)).isEqualTo(now);
    }

    @Test
    void inTheFirstWeekNobodyCanSay() {
        AnsweredCitizens answered = grown(7, 100);
        assertThat(answered.perDay(7 * DAY - 1)).isNaN();
        assertThat(answered.reaches(1_000_000, 7 * DAY - 1)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whoDoesNotGrowReachesNothing() {
        AnsweredCitizens answered = grown(10, 100);
        answered.advance(60 * DAY);
        assertThat(answered.perDay(60 * DAY)).isZero();
        assertThat(answered.reaches(1_000_000, 60 * DAY)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void comesBackFromLessThan750Bytes() {
        AnsweredCitizens answered = grown(40, 50_000);
        AnsweredCitizens restored = new AnsweredCitizens();
        answered.writeChanges(1, new StateWriter(), (kind, index, value) -> {
            assertThat(value).hasSizeLessThan(750);
            restored.restore(new StateReader(value, OrganisationWindows.VERSION));
        });
        assertThat(restored.count()).isEqualTo(answered.count());
        assertThat(restored.perDay(40 * DAY)).isEqualTo(answered.perDay(40 * DAY));
    }
}
