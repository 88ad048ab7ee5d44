// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import org.nidwatch.alert.AlertSettings;
import org.nidwatch.detect.DetectorSettings;
import org.nidwatch.profile.ProfileSettings;

/**
 * All settings that decide what is an alert.
 *
 * @param detectors thresholds of the detectors
 * @param alerts life cycle and severity
 * @param calendar the partners' zone and days off
 */
public record WatchSettings(DetectorSettings detectors, AlertSettings alerts, ProfileSettings calendar) {
    /** All defaults. */
    public static final WatchSettings DEFAULTS =
            new WatchSettings(DetectorSettings.DEFAULTS, AlertSettings.DEFAULTS, ProfileSettings.DEFAULTS);

    /** A short hash of every value: two runs with the same version decide alike. */
    public String version() {
        return Integer.toHexString(toString().hashCode());
    }
}
