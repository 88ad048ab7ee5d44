// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import java.util.Locale;
import org.nidwatch.window.Horizon;

/** Numbers and windows as people say them. */
final class Words {
    private Words() {}

    static String number(double value) {
        if (value > 0 && value < 0.05) {
            return "less than 0.1";
        }
        return value >= 100 || value == Math.rint(value)
                ? grouped(Math.round(value))
                : String.format(Locale.ROOT, "%.1f", value);
    }

    // As the format %,d writes it: an alert that grows is told in new words at each look.
    private static String grouped(long value) {
        if (Math.abs(value) < 1_000) {
            return Long.toString(value);
        }
        StringBuilder digits = new StringBuilder(Long.toString(value));
        for (int at = digits.length() - 3; at > (value < 0 ? 1 : 0); at -= 3) {
            digits.insert(at, ',');
        }
        return digits.toString();
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
