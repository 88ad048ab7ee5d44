// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.nidwatch.intake.Token;

class ProbeTableTest {
    private static final Token PERSON = new Token(1, 2);
    private static final long MINUTE = 60_000;

    private final ProbeTable table = new ProbeTable();

    private static Probe probe(long askedAt) {
        return new Probe(PERSON, askedAt, askedAt + 2 * MINUTE, "", MINUTE);
    }

    @Test
    void findsTheProbeWhoseWindowHoldsTheTime() {
        Probe first = probe(10 * MINUTE);
        Probe second = probe(20 * MINUTE);
        table.put(first);
        table.put(second);
        assertThat(table.find(1, 2, 9 * MINUTE)).isEqualTo(first);
        assertThat(table.find(1, 2, 12 * MINUTE)).isEqualTo(first);
        assertThat(table.find(1, 2, 12 * MINUTE + 1)).isNull();
        assertThat(table.find(1, 2, 21 * MINUTE)).isEqualTo(second);
        assertThat(table.find(1, 3, 21 * MINUTE)).isNull();
    }

    @Test
    void ofTwoThatOverlapTheLastAskedHolds() {
        table.put(probe(11 * MINUTE));
        table.put(probe(10 * MINUTE));
        assertThat(table.find(1, 2, 11 * MINUTE)).isEqualTo(probe(11 * MINUTE));
        assertThat(probe(10 * MINUTE).overlaps(probe(11 * MINUTE))).isTrue();
        assertThat(probe(10 * MINUTE).overlaps(probe(14 * MINUTE))).isFalse();
    }

    @Test
    void whatIsRemovedIsGone() {
        table.put(probe(10 * MINUTE));
        table.put(probe(20 * MINUTE));
        table.remove(probe(20 * MINUTE).id());
        assertThat(table.find(1, 2, 20 * MINUTE)).isNull();
        assertThat(table.find(1, 2, 10 * MINUTE)).isNotNull();
        table.remove("unknown");
    }

    @Test
    void isBounded() {
        for (int i = 0; i <= ProbeTable.MOST; i++) {
            Token token = new Token((long) i << 32, i);
            table.put(new Probe(token, 0, 0, "", 0));
        }
        assertThat(table.find(0, 0, 0)).isNull();
        assertThat(table.find(1L << 32, 1, 0)).isNotNull();
    }

    @Test
    void windowsWithoutSenseAreRefused() {
        assertThatThrownBy(() -> new Probe(PERSON, 10, 9, "", 0))
                .hasMessage("until must lie within a day after asked_at");
        assertThatThrownBy(() -> new Probe(PERSON, 10, 10, "", 3_600_001))
                .hasMessage("tolerance_millis must be within [0, 3600000]");
    }
}
