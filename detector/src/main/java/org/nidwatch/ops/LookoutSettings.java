// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ops;

import java.time.Duration;

/**
 * From when on not looking is told.
 *
 * @param lag records that a partition may be behind, at least 0
 * @param blindAfter shorter gaps are not told, 1 second to 1 hour
 * @param rejectShare part of an organisation's records in a minute that may be unreadable, 0.001 to 1
 * @param rejectMinimum rejects in a minute below which nothing is told, at least 1
 */
public record LookoutSettings(long lag, Duration blindAfter, double rejectShare, int rejectMinimum) {
    /** 100,000 records, 10 seconds, one record in ten, 20 rejects. */
    public static final LookoutSettings DEFAULTS = new LookoutSettings(100_000, Duration.ofSeconds(10), 0.1, 20);

    public LookoutSettings {
        if (lag < 0 || blindAfter.isNegative() || rejectMinimum < 1 || !(rejectShare > 0 && rejectShare <= 1)) {
            throw new IllegalArgumentException("lag = " + lag + ", blind after " + blindAfter + ", reject share "
                    + rejectShare + ", reject minimum " + rejectMinimum + ": out of range");
        }
    }
}
