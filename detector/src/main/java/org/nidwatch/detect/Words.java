// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import java.util.Locale;
import org.nidwatch.window.Horizon;

/** Numbers and windows as people say them. */
final class Words {
    private Words() {}

    static String number(double value) {
        return value >= 100 || value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,d", Math.round(value))
                : String.format(Locale.ROOT, "%.1f", value);
    }

    static String percent(double ratio) {
        return Math.round(100 * ratio) + " %";
    }

    static String within(Horizon window) {
        return switch (window) {
            case MINUTE -> "within one minute";
            case FIVE_MINUTES -> "within 5 minutes";
            case QUARTER -> "within 15 minutes";
            case HOUR -> "within an hour";
            case DAY -> "within 24 hours";
            case WEEK -> "within 7 days";
        };
    }
}
