// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import org.nidwatch.window.Horizon;
import org.nidwatch.window.Measure;

class AbsoluteRateTest extends DetectorContract {
    @Override
    Detector detector() {
        return new AbsoluteRate(AbsoluteRate.Settings.DEFAULTS);
    }

    @Override
    OrganisationPicture scrape(int strength) {
        FakeWindows windows = Pictures.steady();
        windows.set(Measure.QUERIES, Horizon.MINUTE, 6_000L * strength);
        return new OrganisationPicture(windows).with(declared(20_000), null);
    }
}
