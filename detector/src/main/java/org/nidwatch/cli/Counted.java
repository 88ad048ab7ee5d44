// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.util.Locale;

/** Numbers as people read them: 1,234 records, 1 record. */
final class Counted {
    private Counted() {}

    static String of(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String of(long number, String one) {
        return of(number, one, one + "s");
    }

    static String of(long number, String one, String many) {
        return of(number) + " " + (number == 1 ? one : many);
    }
}
