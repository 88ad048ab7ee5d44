// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The real key that somebody most likely meant. */
final class NearestKey {
    private static final int LONGEST = 200;

    private NearestKey() {}

    /** The nearest of the candidates by edit distance; null when none is near (more than a third of it differs). */
    static @Nullable String of(String given, Collection<String> candidates) {
        String nearest = null;
        int best = Integer.MAX_VALUE;
        if (given.length() > LONGEST) {
            return null;
        }
        for (String candidate : candidates) {
            int distance = distance(given, candidate);
            if (distance < best) {
                best = distance;
                nearest = candidate;
            }
        }
        return best <= Math.max(2, given.length() / 3) ? nearest : null;
    }

    /** Least number of letters to insert, remove or replace. */
    static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[row.length - 1];
    }
}
