// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nidwatch.window.Horizon;
import org.nidwatch.window.Measure;

class CredentialConcentrationTest extends DetectorContract {
    @Override
    Detector detector() {
        return new CredentialConcentration(CredentialConcentration.Settings.DEFAULTS);
    }

    @Override
    OrganisationPicture scrape(int strength) {
        FakeWindows windows = Pictures.steady();
        windows.credentials
                .get(0)
                .set(Measure.NEW_EXPOSED, Horizon.HOUR, 2_500L * strength)
                .set(Measure.NEW_EXPOSED, Horizon.DAY, 2_500 + 2_500L * strength);
        windows.set(Measure.NEW_EXPOSED, Horizon.HOUR, 400 + 2_500L * strength)
                .set(Measure.NEW_EXPOSED, Horizon.DAY, 7_500 + 2_500L * strength);
        return new OrganisationPicture(windows).with(declared(20_000), null);
    }

    @Test
    void aFailOverToOneCredentialIsNoAlarm() {
        FakeWindows windows = Pictures.steady();
        windows.credentials
                .get(0)
                .set(Measure.NEW_EXPOSED, Horizon.HOUR, 600)
                .set(Measure.NEW_EXPOSED, Horizon.DAY, 3_000);
        windows.set(Measure.NEW_EXPOSED, Horizon.HOUR, 600);
        Assessment assessment = new Assessment();
        detector().examine(new OrganisationPicture(windows), assessment);
        assertThat(assessment.fired()).isFalse();
    }

    @Test
    void aCampaignThatMovesEveryCredentialIsNoAlarm() {
        FakeWindows windows = Pictures.steady();
        windows.credentials
                .get(0)
                .set(Measure.NEW_EXPOSED, Horizon.HOUR, 2_000)
                .set(Measure.NEW_EXPOSED, Horizon.DAY, 4_300);
        windows.set(Measure.NEW_EXPOSED, Horizon.HOUR, 6_000).set(Measure.NEW_EXPOSED, Horizon.DAY, 12_900);
        Assessment assessment = new Assessment();
        detector().examine(new OrganisationPicture(windows), assessment);
        assertThat(assessment.fired()).isFalse();
    }
}
