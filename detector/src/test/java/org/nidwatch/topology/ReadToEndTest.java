// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nidwatch.alert.Mode;

class ReadToEndTest {
    private static int said(ReadToEnd end, int ticks, boolean atEnd, boolean working) {
        int said = 0;
        for (int tick = 0; tick < ticks; tick++) {
            if (working) {
                end.worked();
            }
            said += end.tick(atEnd) ? 1 : 0;
        }
        return said;
    }

    @Test
    void saysSoAfterThreeQuietSecondsAndThenEveryTen() {
        ReadToEnd end = new ReadToEnd(Mode.LIVE);

        assertThat(said(end, 2, true, false)).isZero();
        assertThat(said(end, 1, true, false)).isEqualTo(1);
        assertThat(said(end, 9, true, false)).isZero();
        assertThat(said(end, 1, true, false)).isEqualTo(1);
    }

    @Test
    void saysNothingWhileThereIsMoreToRead() {
        assertThat(said(new ReadToEnd(Mode.LIVE), 1_000, false, false)).isZero();
        assertThat(said(new ReadToEnd(Mode.LIVE), 29, true, true)).isZero();
    }

    @Test
    void whoAsksOnAndOnHoldsNobodyUp() {
        assertThat(said(new ReadToEnd(Mode.LIVE), 30, true, true)).isEqualTo(1);
    }

    @Test
    void aReplaySaysItOnceUntilThereIsMore() {
        ReadToEnd end = new ReadToEnd(Mode.REPLAY);

        assertThat(said(end, 100, true, false)).isEqualTo(1);
        assertThat(said(end, 2, true, true)).isZero();
        assertThat(said(end, 100, true, false)).isEqualTo(1);
    }
}
