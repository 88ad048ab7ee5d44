// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;

/** The highest hour of an actor: what raises it, how fast, and what is forgotten. */
class PeakTest {
    private final Peak peak = new Peak();

    private static void day(Peak peak, double fresh, boolean young) {
        peak.hourStood(fresh, false);
        peak.dayStood(young);
    }

    @Test
    void theFirstWeeksTakeWhatComes() {
        day(peak, 40, true);
        assertThat(peak.hour()).isEqualTo(40);
        day(peak, 10, true);
        assertThat(peak.hour()).isCloseTo(39.6, within(1e-4));
    }

    @Test
    void laterNobodyRaisesItQuickly() {
        day(peak, 40, true);
        for (int i = 0; i < 24; i++) {
            peak.hourStood(1_000, false);
        }
        assertThat(peak.hour()).as("today's hours count from tomorrow on").isEqualTo(40);
        peak.dayStood(false);
        assertThat(peak.hour()).isCloseTo(47, within(1e-4));
    }

    @Test
    void anEpisodesHoursCountByAPersonsWordAlone() {
        day(peak, 40, true);
        peak.hourStood(500, true);
        peak.dayStood(false);
        assertThat(peak.hour()).isCloseTo(39.6, within(1e-4));
        peak.accepted(0);
        peak.spent();
        assertThat(peak.hour()).isEqualTo(500);
    }

    @Test
    void theHourThatIsNotOverIsAcceptedToo() {
        day(peak, 40, true);
        peak.accepted(300);
        assertThat(peak.hour()).isEqualTo(300);
    }

    @Test
    void aPersonsWordHasABound() {
        day(peak, 40, true);
        peak.hourStood(100_000, true);
        peak.accepted(0);
        assertThat(peak.hour()).isEqualTo(12 * (40 + 30));
    }

    @Test
    void whatNobodyFoundHonestIsForgottenWithItsEpisode() {
        day(peak, 40, true);
        peak.hourStood(500, true);
        peak.spent();
        peak.accepted(0);
        assertThat(peak.hour()).isEqualTo(40);
    }

    @Test
    void itComesBackFromState() {
        day(peak, 40, true);
        peak.hourStood(60, false);
        peak.hourStood(500, true);
        StateWriter writer = new StateWriter().start(OrganisationProfile.VERSION);
        peak.writeTo(writer);
        Peak back = new Peak();
        back.readFrom(new StateReader(writer.toBytes(), OrganisationProfile.VERSION));
        back.dayStood(true);
        assertThat(back.hour()).isEqualTo(60);
        back.accepted(0);
        assertThat(back.hour()).isEqualTo(500);
    }

    @Test
    void stateThatDidNotKeepItLearnsForTwoWeeksFirst() {
        Peak old = new Peak();
        old.readFrom(new StateReader(new StateWriter().start(4).toBytes(), 4));
        for (int days = 0; days < 14; days++) {
            assertThat(old.known()).isFalse();
            old.accepted(1_000);
            day(old, 10 + days % 7, false);
        }
        assertThat(old.known()).isTrue();
        assertThat(old.hour()).isEqualTo(16);
        day(old, 1_000, false);
        assertThat(old.hour()).isCloseTo(20.6, within(1e-4));
    }
}
