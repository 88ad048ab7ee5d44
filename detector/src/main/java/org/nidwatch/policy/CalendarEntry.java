// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.policy;

/**
 * Something out of the ordinary that an organisation announced, or a holiday.
 *
 * @param from first moment, milliseconds since the epoch
 * @param until the moment after the last; later than from
 * @param ceiling up to this multiple of the ordinary a rise is explained, 0 to 12; below 1 = a holiday: so much of the
 *     ordinary is expected
 * @param note what it is, for people, at most 256 characters; no citizen's number
 */
public record CalendarEntry(long from, long until, double ceiling, String note) {
    /** Highest ceiling: above it an announcement would explain whatever an attacker does. */
    public static final double MOST = 12;

    /** Longest note, in characters. */
    public static final int NOTE_LIMIT = 256;

    public CalendarEntry {
        if (from >= until) {
            throw new IllegalArgumentException("calendar.from must be before calendar.until");
        }
        if (!(ceiling >= 0 && ceiling <= MOST)) {
            throw new IllegalArgumentException("calendar.ceiling must be within [0, 12]");
        }
        if (note.length() > NOTE_LIMIT) {
            throw new IllegalArgumentException("calendar.note must have at most " + NOTE_LIMIT + " characters");
        }
    }

    /** Whether less than the ordinary is expected. */
    public boolean holiday() {
        return ceiling < 1;
    }
}
