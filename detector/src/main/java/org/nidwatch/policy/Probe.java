// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.policy;

import java.util.HexFormat;
import org.nidwatch.intake.Token;

/**
 * A question that an investigator put to a bot: who queries this token now answers it.
 *
 * @param token keyed hash of the NID that was asked
 * @param askedAt when it was asked, by the investigator's clock, milliseconds since the epoch
 * @param until last moment at which a query counts as an answer; not before askedAt
 * @param note what it is, for people, at most {@link #NOTE_LIMIT} characters; never the number
 * @param toleranceMillis so much earlier than askedAt a query still counts, 0 to {@link #MOST_TOLERANCE}: clocks differ
 */
public record Probe(Token token, long askedAt, long until, String note, long toleranceMillis) {
    /** Two minutes, in milliseconds. */
    public static final long USUAL_TOLERANCE = 120_000;

    /** One hour, in milliseconds. */
    public static final long MOST_TOLERANCE = 3_600_000;

    /** Longest window, one day in milliseconds: a longer one proves nothing. */
    public static final long LONGEST = 86_400_000;

    /** Longest note, in characters. */
    public static final int NOTE_LIMIT = 256;

    private static final int TOKEN_DIGITS = 8;

    public Probe {
        if (askedAt < 0) {
            throw new IllegalArgumentException("asked_at must not lie before 1970");
        }
        if (until < askedAt || until - askedAt > LONGEST + MOST_TOLERANCE) {
            throw new IllegalArgumentException("until must lie within a day after asked_at");
        }
        if (toleranceMillis < 0 || toleranceMillis > MOST_TOLERANCE) {
            throw new IllegalArgumentException("tolerance_millis must be within [0, " + MOST_TOLERANCE + "]");
        }
        if (note.length() > NOTE_LIMIT) {
            throw new IllegalArgumentException("note must have at most " + NOTE_LIMIT + " characters");
        }
    }

    /** Its name: 8 hex digits of the token, a hyphen, the second it was asked at as 8 hex digits. */
    public String id() {
        return token.hex().substring(0, TOKEN_DIGITS) + "-" + HexFormat.of().toHexDigits((int) (askedAt / 1000));
    }

    /** First moment at which a query counts as an answer. */
    public long from() {
        return askedAt - toleranceMillis;
    }

    /** Whether a query answered then may be an answer to it. */
    public boolean holds(long time) {
        return time >= from() && time <= until;
    }

    /** Whether one query could answer both. */
    public boolean overlaps(Probe other) {
        return token.equals(other.token) && from() <= other.until && other.from() <= until;
    }
}
