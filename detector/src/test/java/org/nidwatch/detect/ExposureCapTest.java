// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nidwatch.window.Horizon;
import org.nidwatch.window.Measure;

class ExposureCapTest extends DetectorContract {
    @Override
    Detector detector() {
        return new ExposureCap(ExposureCap.Settings.DEFAULTS);
    }

    @Override
    OrganisationPicture scrape(int strength) {
        FakeWindows windows = Pictures.steady();
        windows.credential("k1")
                .set(Measure.NEW_EXPOSED, Horizon.HOUR, 2_000L * strength)
                .set(Measure.NEW_EXPOSED, Horizon.DAY, 18_100L * strength);
        windows.set(Measure.NEW_EXPOSED, Horizon.HOUR, 2_400L * strength)
                .set(Measure.NEW_EXPOSED, Horizon.DAY, 25_000L * strength);
        return new OrganisationPicture(windows).with(declared(20_000), null);
    }

    @Test
    void withoutADeclaredQuotaThereIsNoCap() {
        Assessment assessment = new Assessment();
        OrganisationPicture picture = scrape(3).with(null, null);
        detector().examine(picture, assessment);
        assertThat(assessment.score()).isZero();
    }
}
