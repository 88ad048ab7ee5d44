// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nidwatch.alert.Mode;

class EventClockTest {
    @Test
    void runsAsTheWallClockWhenLive() {
        EventClock clock = new EventClock(Mode.LIVE);
        clock.begin(1_000_000);
        clock.event(5);
        assertThat(clock.tick(1_001_000)).isEqualTo(1_001_000);
        assertThat(clock.tick(1_002_500)).isEqualTo(1_002_500);
    }

    @Test
    void standsStillWhileTheTaskIsHeldUp() {
        EventClock clock = new EventClock(Mode.LIVE);
        clock.begin(1_000_000);
        assertThat(clock.tick(5_000_000)).isEqualTo(1_003_000);
        assertThat(clock.tick(5_001_000)).isEqualTo(1_004_000);
    }

    @Test
    void neverRunsBackwards() {
        EventClock clock = new EventClock(Mode.LIVE);
        clock.begin(1_000_000);
        assertThat(clock.tick(900_000)).isEqualTo(1_000_000);
        assertThat(clock.tick(901_000)).isEqualTo(1_001_000);
    }

    @Test
    void isTheNewestEventInAReplay() {
        EventClock clock = new EventClock(Mode.REPLAY);
        clock.begin(1_000_000);
        assertThat(clock.tick(1_001_000)).isEqualTo(EventClock.UNKNOWN);
        clock.event(70_000);
        clock.event(60_000);
        assertThat(clock.tick(1_002_000)).isEqualTo(70_000);
    }
}
