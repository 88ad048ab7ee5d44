// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.nidwatch.topology.Standstills.Standstill;

class StandstillsTest {
    private static final TopicPartition FIRST = new TopicPartition("nid.queries", 0);
    private static final TopicPartition SECOND = new TopicPartition("nid.queries", 1);

    private long seconds;
    private final Standstills standstills = new Standstills(10_000, () -> 1_000_000_000 * seconds);

    private void seen(long second, TopicPartition partition, long stable, long written) {
        seconds = second;
        standstills.seen(partition, stable, written);
    }

    private long stoodAt(long second) {
        seconds = second;
        Standstill longest = standstills.longest(Set.of(FIRST, SECOND));
        return longest == null ? 0 : longest.millis();
    }

    @Test
    void whatMovesOnDoesNotStandStill() {
        for (int second = 0; second < 60; second += 5) {
            seen(second, FIRST, 100 + second, 120 + second);
            assertThat(stoodAt(second + 4)).isZero();
        }
    }

    @Test
    void whatDoesNotMoveIsToldFromItsFirstSight() {
        seen(0, FIRST, 100, 110);
        seen(5, FIRST, 100, 130);
        assertThat(standstills.halfway(FIRST)).isTrue();
        assertThat(standstills.halfway(SECOND)).isFalse();
        assertThat(stoodAt(9)).isZero();
        assertThat(stoodAt(10)).isEqualTo(10_000);
        seen(15, FIRST, 100, 146);

        assertThat(standstills.longest(Set.of(FIRST))).isEqualTo(new Standstill(FIRST, 46, 15_000));
    }

    @Test
    void itIsOverOnceTheEndIsReachedOrAnotherPlaceIs() {
        seen(0, FIRST, 100, 110);
        seen(20, FIRST, 110, 110);
        assertThat(stoodAt(20)).isZero();
        seen(30, FIRST, 115, 118);
        seen(50, FIRST, 116, 118);
        assertThat(stoodAt(50)).isZero();
        assertThat(stoodAt(60)).isEqualTo(10_000);
    }

    @Test
    void theLongestOfThoseAskedForIsTold() {
        seen(0, FIRST, 100, 110);
        seen(5, SECOND, 7, 9);
        seconds = 30;

        assertThat(standstills.longest(Set.of(FIRST))).isEqualTo(new Standstill(FIRST, 10, 30_000));
        assertThat(standstills.longest(Set.of(SECOND))).isEqualTo(new Standstill(SECOND, 2, 25_000));
        assertThat(stoodAt(30)).isEqualTo(30_000);
        assertThat(standstills.longest(Set.of())).isNull();
    }
}
