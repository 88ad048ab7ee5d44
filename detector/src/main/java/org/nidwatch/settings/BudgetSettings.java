// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

/**
 * What people can bear.
 *
 * @param alertsPerDay alerts a day that the analysts can look at, 1 to 100,000
 */
public record BudgetSettings(int alertsPerDay) {
    static final BudgetSettings DEFAULTS = new BudgetSettings(20);

    public BudgetSettings {
        if (alertsPerDay < 1 || alertsPerDay > 100_000) {
            throw new IllegalArgumentException("alerts.per.day = " + alertsPerDay + ": must be within [1, 100000]");
        }
    }
}
