// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PaneRingTest {
    private static final long MINUTE = 60_000L;
    private static final int[] SPANS = {1, 5, 15, 60};

    @Test
    void sumsAreThoseOfCountingByHandAlsoWithLateAndLeapingTime() {
        PaneRing ring = new PaneRing(60, MINUTE, 2, SPANS);
        SplittableRandom random = new SplittableRandom(5);
        List<Long> times = new ArrayList<>();
        long clock = 1_700_000_000_000L;
        for (int i = 0; i < 20_000; i++) {
            clock += random.nextInt(50) == 0 ? random.nextLong(3 * 3_600_000L) : random.nextLong(2_000);
            long time = clock - (random.nextInt(10) == 0 ? random.nextLong(2 * 3_600_000L) : 0);
            ring.advance(clock);
            int at = ring.at(time);
            if (at >= 0) {
                ring.increment(at, 1);
            }
            times.add(time);
            if (i % 500 == 0) {
                long newest = clock / MINUTE;
                for (int span = 0; span < SPANS.length; span++) {
                    int panes = SPANS[span];
                    long byHand = times.stream()
                            .filter(t -> t / MINUTE > newest - panes)
                            .count();
                    assertThat(ring.sum(1, span)).as("last %d panes", panes).isEqualTo(byHand);
                }
            }
        }
        assertThat(ring.sum(0, 3)).isZero();
    }

    @Test
    void stalePiecesDoNotComeBack() {
        PaneRing live = new PaneRing(60, MINUTE, 1, SPANS);
        TreeMap<Long, byte[]> store = new TreeMap<>();
        SplittableRandom random = new SplittableRandom(6);
        long clock = 0;
        StateWriter writer = new StateWriter();
        for (int i = 0; i < 3_000; i++) {
            clock += random.nextInt(40) == 0 ? random.nextLong(2 * 3_600_000L) : random.nextLong(20_000);
            live.advance(clock);
            live.increment(live.at(clock), 0);
            live.writeChanges(0, writer, (kind, index, value) -> store.put(index, value));
            if (i % 50 == 0) {
                PaneRing restored = new PaneRing(60, MINUTE, 1, SPANS);
                store.values()
                        .forEach(value -> restored.restorePane(new StateReader(value, OrganisationWindows.VERSION)));
                for (int span = 0; span < SPANS.length; span++) {
                    assertThat(restored.sum(0, span)).isEqualTo(live.sum(0, span));
                }
                for (int back = 0; back < 60; back++) {
                    assertThat(restored.count(0, back)).isEqualTo(live.count(0, back));
                }
            }
        }
    }

    @Test
    void forgetsWhatIsOlderThanTheRing() {
        PaneRing ring = new PaneRing(60, MINUTE, 1, SPANS);
        ring.advance(0);
        ring.increment(ring.at(0), 0);
        ring.advance(59 * MINUTE);
        assertThat(ring.sum(0, 3)).isEqualTo(1);
        ring.advance(60 * MINUTE);
        assertThat(ring.sum(0, 3)).isZero();
        assertThat(ring.at(0)).isEqualTo(-1);
    }
}
