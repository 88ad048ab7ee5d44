// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.profile;

import java.util.List;

/**
 * What an organisation declared, as far as expectations follow from it.
 *
 * @param quotaPerDay queries a day; 0 = not declared
 * @param workingHours bit h set = it works from h:00 to h:59; 0 = not declared
 * @param calendar campaigns and holidays known beforehand
 */
public record Declared(long quotaPerDay, int workingHours, List<Entry> calendar) {
    /** Nothing is declared. */
    public static final Declared NOTHING = new Declared(0, 0, List.of());

    /**
     * Something out of the ordinary that is known beforehand.
     *
     * @param from first moment, milliseconds since the epoch
     * @param until moment after the last
     * @param ceiling up to this multiple of the ordinary a rise is explained; below 1 = a holiday, so much is expected
     */
    public record Entry(long from, long until, double ceiling) {}

    /** The ceiling at a moment; 1 when nothing is announced. */
    double ceiling(long millis) {
        double ceiling = 1;
        for (int i = 0; i < calendar.size(); i++) {
            Entry entry = calendar.get(i);
            if (millis >= entry.from && millis < entry.until) {
                ceiling = entry.ceiling;
            }
        }
        return ceiling;
    }
}
