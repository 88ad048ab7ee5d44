// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import org.nidwatch.window.Horizon;
import org.nidwatch.window.Measure;

class SubjectBreadthTest extends DetectorContract {
    @Override
    Detector detector() {
        return new SubjectBreadth(SubjectBreadth.Settings.DEFAULTS);
    }

    @Override
    OrganisationPicture scrape(int strength) {
        FakeWindows windows = Pictures.steady();
        windows.credentials.get(0).set(Measure.NEW_EXPOSED, Horizon.HOUR, 12_000L * strength);
        return new OrganisationPicture(windows).with(declared(20_000), null);
    }
}
