// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

/**
 * What counts as healthy, and what is measured of it.
 *
 * @param readyLag records that the detector may be behind and still be called ready, at least 0
 * @param namedOrganisations organisations with metrics of their own, 1 to 100,000; the rest is counted as `other`
 */
public record HealthSettings(long readyLag, int namedOrganisations) {
    static final HealthSettings DEFAULTS = new HealthSettings(100_000, 1_000);

    public HealthSettings {
        if (readyLag < 0) {
            throw new IllegalArgumentException("ready.lag = " + readyLag + ": must be at least 0");
        }
        if (namedOrganisations < 1 || namedOrganisations > 100_000) {
            throw new IllegalArgumentException(
                    "named.organisations = " + namedOrganisations + ": must be within [1, 100000]");
        }
    }
}
