// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

import java.time.Duration;

/**
 * What counts as healthy, and what is measured of it.
 *
 * @param readyLag records that the detector may be behind and still be called ready, at least 0
 * @param namedOrganisations organisations with metrics of their own, 1 to 100,000; the rest is counted as `other`
 * @param blindAfter a time without looking that is told in the coverage topic, 1 second to 1 hour
 * @param rejectShare part of an organisation's records in a minute whose rejection is told as blindness, 0.001 to 1
 * @param rejectMinimum rejects in a minute below which nothing is told, 1 to 1,000,000
 */
public record HealthSettings(
        long readyLag, int namedOrganisations, Duration blindAfter, double rejectShare, int rejectMinimum) {
    static final HealthSettings DEFAULTS = new HealthSettings(100_000, 1_000, Duration.ofSeconds(10), 0.1, 20);

    public HealthSettings {
        if (readyLag < 0) {
            throw new IllegalArgumentException("ready.lag = " + readyLag + ": must be at least 0");
        }
        if (namedOrganisations < 1 || namedOrganisations > 100_000) {
            throw new IllegalArgumentException(
                    "named.organisations = " + namedOrganisations + ": must be within [1, 100000]");
        }
        if (blindAfter.compareTo(Duration.ofSeconds(1)) < 0 || blindAfter.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("blind.after = " + blindAfter + ": must be within [PT1S, PT1H]");
        }
        if (!(rejectShare >= 0.001 && rejectShare <= 1)) {
            throw new IllegalArgumentException("reject.share = " + rejectShare + ": must be within [0.001, 1]");
        }
        if (rejectMinimum < 1 || rejectMinimum > 1_000_000) {
            throw new IllegalArgumentException("reject.minimum = " + rejectMinimum + ": must be within [1, 1000000]");
        }
    }
}
