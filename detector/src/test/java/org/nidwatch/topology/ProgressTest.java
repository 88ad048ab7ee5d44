// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.nidwatch.topology.Standstills.Standstill;

class ProgressTest {
    private static final TopicPartition MOVED = new TopicPartition("nidwatch-misplaced-repartition", 3);

    private long seconds;
    private final Progress progress = Progress.from(10_000, () -> TimeUnit.SECONDS.toNanos(seconds));

    @Test
    void nothingIsSaidOfWhatMoves() {
        progress.undecided().seen(MOVED, 5, 9);
        progress.unread().seen(MOVED, 2, 5);
        seconds = 9;

        assertThat(progress.longest(Set.of(MOVED))).isNull();
        assertThat(progress.sentence(Set.of(MOVED))).isNull();
    }

    @Test
    void anOpenTransactionIsToldSoonerThanAGroupThatStands() {
        progress.undecided().seen(MOVED, 100, 146);
        progress.unread().seen(MOVED, 90, 100);
        seconds = 10;
        assertThat(progress.longest(Set.of(MOVED))).isEqualTo(new Standstill(MOVED, 46, 10_000));
        assertThat(progress.sentence(Set.of(MOVED)))
                .startsWith(
                        "up to 46 records of nidwatch-misplaced-repartition-3 stand behind a transaction that nobody"
                                + " has ended for 10 s");
        seconds = 59;
        progress.undecided().seen(MOVED, 146, 146);
        assertThat(progress.sentence(Set.of(MOVED))).isNull();
        seconds = 60;

        assertThat(progress.sentence(Set.of(MOVED)))
                .startsWith(
                        "up to 10 records of nidwatch-misplaced-repartition-3 could be read, and the group has stood"
                                + " before them for 60 s");
        assertThat(progress.longest(Set.of(MOVED))).isEqualTo(new Standstill(MOVED, 10, 60_000));
    }

    @Test
    void aPartitionThatComesBackBeginsAnew() {
        progress.undecided().seen(MOVED, 5, 9);
        progress.unread().seen(MOVED, 2, 5);
        progress.only(Set.of());
        seconds = 3_600;
        assertThat(progress.longest(Set.of(MOVED))).isNull();
        progress.undecided().seen(MOVED, 5, 9);
        progress.unread().seen(MOVED, 2, 5);
        seconds += 9;

        assertThat(progress.longest(Set.of(MOVED))).isNull();
    }
}
