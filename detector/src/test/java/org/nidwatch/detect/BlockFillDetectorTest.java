// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

class BlockFillDetectorTest extends DetectorContract {
    @Override
    Detector detector() {
        return new BlockFillDetector(BlockFillDetector.Settings.DEFAULTS);
    }

    @Override
    OrganisationPicture scrape(int strength) {
        FakeWindows windows = Pictures.steady();
        windows.blockCount = 28 * strength;
        return new OrganisationPicture(windows).with(declared(20_000), null);
    }
}
