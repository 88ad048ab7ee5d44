// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.policy;

import java.util.UUID;

/**
 * What an analyst decided about an alert.
 *
 * @param alertId the alert
 * @param verdict what it turned out to be
 * @param analyst who decided, at most 128 characters
 * @param note why, at most 1,000 characters; no citizen's number
 * @param organisationId whom the alert is about; empty = not told
 * @param decidedAt when, milliseconds since the epoch; 0 = not told
 */
public record Disposition(
        UUID alertId, Verdict verdict, String analyst, String note, String organisationId, long decidedAt) {
    /** Longest name of an analyst, in characters. */
    public static final int ANALYST_LIMIT = 128;

    /** Longest note, in characters. */
    public static final int NOTE_LIMIT = 1_000;

    /** Outcome of the triage. */
    public enum Verdict {
        /** It was abuse: nothing of it is learned. */
        TRUE_POSITIVE,
        /** There was nothing in it. */
        FALSE_POSITIVE,
        /** It was unusual, and honest. */
        BENIGN,
        /** It was a drill: over, and nothing of it is learned. */
        TEST;

        /** Whether what was seen was honest work, and may be learned from. */
        public boolean honest() {
            return this == FALSE_POSITIVE || this == BENIGN;
        }

        /** Whether the alert is over with it. */
        public boolean closes() {
            return this != TRUE_POSITIVE;
        }
    }

    /** The verdict and who gave it, as the end of a sentence about the alert: "found benign by amina". */
    public String words() {
        String found = switch (verdict) {
            case TRUE_POSITIVE -> "confirmed by ";
            case FALSE_POSITIVE -> "found to be a false alarm by ";
            case BENIGN -> "found benign by ";
            case TEST -> "found to be a test by ";
        };
        return found + (analyst.isBlank() ? "an analyst" : analyst);
    }

    public Disposition {
        if (analyst.length() > ANALYST_LIMIT) {
            throw new IllegalArgumentException("analyst must have at most " + ANALYST_LIMIT + " characters");
        }
        if (note.length() > NOTE_LIMIT) {
            throw new IllegalArgumentException("note must have at most " + NOTE_LIMIT + " characters");
        }
    }
}
