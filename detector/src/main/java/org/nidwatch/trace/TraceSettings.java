// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.trace;

import java.time.Duration;

/**
 * How a leaked sample is weighed.
 *
 * @param registerSize citizens in the register, 1,000 to 10,000,000,000: an organisation's coverage is its distinct citizens over this
 * @param clockTolerance a look-up up to this long after the date of a leaked record still counts as before it, 0 s to 1 day
 * @param certain probability from which an organisation stands out, 0.5 to 0.9999
 * @param none probability, before anything is known, that no organisation of the topic is the source, 0.001 to 0.9
 */
public record TraceSettings(long registerSize, Duration clockTolerance, double certain, double none) {
    /** 120 million citizens. */
    public static final TraceSettings DEFAULTS = new TraceSettings(120_000_000, Duration.ofMinutes(5), 0.95, 0.2);

    public TraceSettings {
        within("register.size", registerSize, 1_000, 1e10);
        within("certain", certain, 0.5, 0.9999);
        within("none", none, 0.001, 0.9);
        if (clockTolerance.isNegative() || clockTolerance.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("clock.tolerance = " + clockTolerance + ": must be within [0s, 1d]");
        }
    }

    private static void within(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    name + " = " + plain(value) + ": must be within [" + plain(least) + ", " + plain(most) + "]");
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
