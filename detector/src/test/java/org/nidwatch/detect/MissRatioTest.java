// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nidwatch.window.Horizon;
import org.nidwatch.window.Measure;

class MissRatioTest extends DetectorContract {
    @Override
    Detector detector() {
        return new MissRatio(MissRatio.Settings.DEFAULTS);
    }

    @Override
    OrganisationPicture scrape(int strength) {
        FakeWindows windows = Pictures.steady();
        FakeWindows.FakeCredential credential = windows.credentials.get(0);
        credential
                .set(Measure.NEW_SUBJECTS, Horizon.HOUR, 8L * strength)
                .set(Measure.NEW_MISSED, Horizon.HOUR, 8L * strength);
        return new OrganisationPicture(windows).with(declared(20_000), null);
    }

    @Test
    void isOverOnceTheHourIsHonestAgain() {
        FakeWindows windows = Pictures.steady();
        windows.credentials
                .get(0)
                .set(Measure.NEW_SUBJECTS, Horizon.DAY, 3_000)
                .set(Measure.NEW_MISSED, Horizon.DAY, 2_000);
        Assessment assessment = new Assessment();
        detector().examine(new OrganisationPicture(windows), assessment);
        assertThat(assessment.score()).isGreaterThan(1);
        assertThat(assessment.fired()).isFalse();
    }

    @Test
    void seesGuessesSpreadOverCredentials() {
        FakeWindows windows = new FakeWindows();
        windows.set(Measure.NEW_SUBJECTS, Horizon.HOUR, 20).set(Measure.NEW_MISSED, Horizon.HOUR, 19);
        windows.credential("k1").set(Measure.NEW_SUBJECTS, Horizon.HOUR, 1).set(Measure.NEW_MISSED, Horizon.HOUR, 1);
        Assessment assessment = new Assessment();
        detector().examine(new OrganisationPicture(windows), assessment);
        assertThat(assessment.fired()).isTrue();
        assertThat(assessment.credentialId()).isNull();
    }
}
