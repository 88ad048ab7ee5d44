// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

/**
 * What people can bear.
 *
 * @param alertsPerDay alerts a day over all organisations that thresholds are fitted to, 0.01 to 100,000; one a week is
 *     0.143
 */
public record BudgetSettings(double alertsPerDay) {
    static final BudgetSettings DEFAULTS = new BudgetSettings(1);

    public BudgetSettings {
        if (!(alertsPerDay >= 0.01 && alertsPerDay <= 100_000)) {
            throw new IllegalArgumentException("alerts.per.day = " + alertsPerDay + ": must be within [0.01, 100000]");
        }
    }
}
