// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.policy;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * An agreed silence: alerts about an organisation are not told while it holds. Watching goes on; what is still open when it
 * ends is told then.
 *
 * @param organisationId whose alerts; one organisation, never all
 * @param detector only alerts that this detector alone raised; null = any
 * @param from first moment, event time, milliseconds since the epoch
 * @param until the moment after the last; later than from, at most {@link #LONGEST} later
 * @param ceiling records exposed above which an alert sounds all the same, 0 to {@link #MOST_CEILING}; null = the mark of
 *     severity HIGH
 * @param approver who agreed, at most {@link #APPROVER_LIMIT} characters, not blank
 * @param reason why, at most {@link #REASON_LIMIT} characters, not blank; no citizen's number
 */
public record Silence(
        String organisationId,
        @Nullable String detector,
        long from,
        long until,
        @Nullable Long ceiling,
        String approver,
        String reason) {
    /** 31 days, in milliseconds: who needs more agrees again. */
    public static final long LONGEST = 31 * 86_400_000L;

    /** Highest ceiling, in records. */
    public static final long MOST_CEILING = 1_000_000;

    /** Longest name of an approver, in characters. */
    public static final int APPROVER_LIMIT = 128;

    /** Longest reason, in characters. */
    public static final int REASON_LIMIT = 1_000;

    /** Stands for any detector in an id. */
    public static final String ALL = "all";

    private static final String SEVERAL = "*";

    public Silence {
        if (organisationId.isBlank() || organisationId.equals(SEVERAL)) {
            throw new IllegalArgumentException("organisation must name one organisation, never several");
        }
        if (from < 0 || until <= from || until - from > LONGEST) {
            throw new IllegalArgumentException(
                    "until must lie after from (now, when none is given), at most 31 days after it");
        }
        if (ceiling != null && (ceiling < 0 || ceiling > MOST_CEILING)) {
            throw new IllegalArgumentException("ceiling must be within [0, " + MOST_CEILING + "] records");
        }
        text("approver", approver, APPROVER_LIMIT);
        text("reason", reason, REASON_LIMIT);
    }

    private static void text(String name, String text, int most) {
        if (text.isBlank() || text.length() > most) {
            throw new IllegalArgumentException(name + " must have 1 to " + most + " characters");
        }
    }

    /** Its name: organisation, detector or {@link #ALL}, and the second it begins at as 8 hex digits, between slashes. */
    public String id() {
        return organisationId + "/" + (detector == null ? ALL : detector) + "/"
                + HexFormat.of().toHexDigits((int) (from / 1000));
    }

    /** Whether it is in force at that event time. */
    public boolean holds(long time) {
        return time >= from && time < until;
    }

    /** Whether what this detector finds is silenced. */
    public boolean covers(String found) {
        return detector == null || detector.equals(found);
    }

    /** The same, over at the given time, which lies after its start. */
    public Silence endedAt(long time) {
        return new Silence(organisationId, detector, from, Math.min(until, time), ceiling, approver, reason);
    }
}
