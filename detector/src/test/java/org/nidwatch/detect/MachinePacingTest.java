// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachinePacingTest extends DetectorContract {
    @Override
    Detector detector() {
        return new MachinePacing(MachinePacing.Settings.DEFAULTS);
    }

    @Override
    OrganisationPicture scrape(int strength) {
        FakeWindows windows = Pictures.steady();
        windows.credentials.get(0).evenness = 20 + 10 * strength;
        return new OrganisationPicture(windows).with(declared(20_000), null);
    }

    @Test
    void neverOpensAnAlertByItself() {
        assertThat(detector().opensAlerts()).isFalse();
    }
}
