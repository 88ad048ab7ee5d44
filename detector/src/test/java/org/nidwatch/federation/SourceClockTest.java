// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.federation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nidwatch.window.StateWriter;

class SourceClockTest {
    private static final long TICK = OrganisationDigest.TICK_MILLIS;
    private static final long START = 1_000 * TICK;

    private SourceClock clock = new SourceClock();

    private void hears(String organisation, long time) {
        long come = clock.hears(organisation, time);
        if (come != SourceClock.NONE) {
            clock.go(come);
        }
        SourceClock back = new SourceClock();
        back.restore(clock.toBytes(new StateWriter()));
        clock = back;
    }

    @Test
    void goesOnWithTheNewestQuery() {
        assertThat(clock.tick()).isEqualTo(SourceClock.NONE);
        assertThat(clock.hears("a", START + 1)).isEqualTo(START + 1);
        clock.go(START + 1);
        assertThat(clock.hears("b", START + TICK - 1)).isEqualTo(SourceClock.NONE);
        assertThat(clock.hears("b", START - TICK)).isEqualTo(SourceClock.NONE);
        assertThat(clock.hears("b", START + TICK)).isEqualTo(START + TICK);
        clock.go(START + TICK);
        assertThat(clock.tick()).isEqualTo(1_001);
    }

    @Test
    void oneWrongClockAmongOthersDoesNotMoveIt() {
        hears("a", START);
        for (int i = 0; i < 100; i++) {
            hears("wrong", START + 1_000_000 + i);
            hears("a", START + i);
        }
        assertThat(clock.tick()).isEqualTo(1_000);
    }

    @Test
    void aPauseIsBelievedWhenTwoComeAfterIt() {
        hears("a", START);
        hears("a", START + 100 * TICK + 7);
        assertThat(clock.tick()).isEqualTo(1_000);

        hears("b", START + 100 * TICK + 5);

        assertThat(clock.tick()).isEqualTo(1_100);
    }

    @Test
    void whoIsAloneIsBelievedAfterAWhile() {
        hears("a", START);
        for (int i = 0; i < 7; i++) {
            hears("a", START + 100 * TICK + i * 3 * TICK);
        }
        assertThat(clock.tick()).isEqualTo(1_000);

        hears("a", START + 130 * TICK);

        assertThat(clock.tick()).isEqualTo(1_100);
    }
}
