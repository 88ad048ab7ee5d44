// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.federation;

import java.util.Locale;

/** Numbers as people say them. */
final class Words {
    private Words() {}

    static String number(double value) {
        if (value > 0 && value < 0.05) {
            return "less than 0.1";
        }
        return value >= 100 || value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,d", Math.round(value))
                : String.format(Locale.ROOT, "%.1f", value);
    }
}
