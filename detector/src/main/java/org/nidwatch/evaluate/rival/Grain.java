// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

import java.util.Locale;

/** What one series is of. */
enum Grain {
    ORGANISATION,
    CREDENTIAL;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
