// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nidwatch.window.Horizon;
import org.nidwatch.window.Measure;

class DeclaredQuotaTest extends DetectorContract {
    @Override
    Detector detector() {
        return new DeclaredQuota(DeclaredQuota.Settings.DEFAULTS);
    }

    @Override
    OrganisationPicture scrape(int strength) {
        FakeWindows windows = Pictures.steady();
        windows.set(Measure.QUERIES, Horizon.DAY, 40_000L * strength)
                .set(Measure.QUERIES, Horizon.HOUR, 3_000L * strength);
        return new OrganisationPicture(windows).with(declared(20_000), null);
    }

    @Test
    void isOverOnceThePaceIsBackToWhatWasDeclared() {
        FakeWindows windows = Pictures.steady();
        windows.set(Measure.QUERIES, Horizon.DAY, 50_000).set(Measure.QUERIES, Horizon.HOUR, 300);
        Assessment assessment = new Assessment();
        detector().examine(new OrganisationPicture(windows).with(declared(20_000), null), assessment);
        assertThat(assessment.score()).isGreaterThan(1);
        assertThat(assessment.fired()).isFalse();
    }

    @Test
    void saysThatNothingWasDeclared() {
        FakeWindows windows = Pictures.steady();
        windows.set(Measure.QUERIES, Horizon.DAY, 1_900_000).set(Measure.QUERIES, Horizon.HOUR, 90_000);
        OrganisationPicture picture = new OrganisationPicture(windows);
        Assessment assessment = new Assessment();
        detector().examine(picture, assessment);
        assertThat(detector().sentence(picture, assessment))
                .contains("it declared no quota, for which 500,000 a day is assumed");
    }
}
