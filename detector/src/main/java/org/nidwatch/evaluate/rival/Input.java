// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.rival;

import java.util.Locale;
import org.nidwatch.evaluate.world.Counts;

/** What is counted. */
enum Input {
    TOTAL("all queries"),
    FRESH("fresh records");

    private final String words;

    Input(String words) {
        this.words = words;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    String words() {
        return words;
    }

    int[][] of(Counts counts) {
        return this == TOTAL ? counts.queries() : counts.fresh();
    }
}
