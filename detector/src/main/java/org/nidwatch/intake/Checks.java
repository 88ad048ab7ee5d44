// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.intake;

import org.jspecify.annotations.Nullable;

/**
 * The line between what partners send and what we believe. Pure: the clock is a parameter, and what is remembered is only
 * which strings were found sound, so that one that comes again as the same object is not read again.
 */
public final class Checks {
    /** Longest identifier we keep, in characters. */
    public static final int IDENTIFIER_LIMIT = 128;

    private static final Verdict[] REJECTED = new Verdict[RejectReason.values().length];

    static {
        for (RejectReason reason : RejectReason.values()) {
            REJECTED[reason.ordinal()] = new Verdict.Rejected(reason);
        }
    }

    private static final int REMEMBERED = 4_096;

    private final @Nullable String[] sound = new String[REMEMBERED];
    private final long toleranceMillis;
    private final long earliestMillis;

    /** Checks with the given settings. */
    public Checks(IntakeSettings settings) {
        toleranceMillis = settings.futureTolerance().toMillis();
        earliestMillis = settings.earliestMillis();
    }

    /**
     * Checks one query against the clock. One future timestamp would make all true queries after it look late, so time
     * ahead of the clock is refused; late time is not, late queries are still counted.
     *
     * @param query the decoded query
     * @param nowMillis wall clock (also in a replay: history cannot lie ahead of it), milliseconds
     */
    public Verdict check(Query query, long nowMillis) {
        long time = query.occurredAt();
        if (time < earliestMillis) {
            return rejected(RejectReason.IMPLAUSIBLE_TIME);
        }
        if (time - toleranceMillis > nowMillis) {
            return rejected(RejectReason.FUTURE_TIME);
        }
        String organisation = query.organisationId();
        if (organisation.isEmpty()) {
            return rejected(RejectReason.NO_ORGANISATION);
        }
        if (!identifier(organisation)
                || !identifier(query.credentialId())
                || !identifier(query.operatorId())
                || !identifier(query.sourceAddress())) {
            return rejected(RejectReason.BAD_IDENTIFIER);
        }
        if (looksLikeNid(organisation)) {
            return rejected(RejectReason.LOOKS_LIKE_NID);
        }
        return Verdict.Accepted.ACCEPTED;
    }

    /** The one verdict object of a reason. */
    public static Verdict rejected(RejectReason reason) {
        return REJECTED[reason.ordinal()];
    }

    // Readers give the same object for the same identifier: nearly every look ends here.
    @SuppressWarnings("ReferenceEquality")
    private boolean identifier(@Nullable String text) {
        if (text == null) {
            return true;
        }
        int slot = text.hashCode() & REMEMBERED - 1;
        if (sound[slot] == text) {
            return true;
        }
        boolean good = readsAsIdentifier(text);
        if (good) {
            sound[slot] = text;
        }
        return good;
    }

    private static boolean readsAsIdentifier(String text) {
        int length = text.length();
        if (length > IDENTIFIER_LIMIT) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether one of the text's runs of digits could be a citizen's number. */
    public static boolean holdsNid(String text) {
        for (String run : text.split("\\P{Nd}+", -1)) {
            if (looksLikeNid(run)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the text is nothing but a 10-, 13- or 17-digit number, in Latin or Bengali digits. */
    public static boolean looksLikeNid(String text) {
        int length = text.length();
        if (length != 10 && length != 13 && length != 17) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (Character.digit(text.charAt(i), 10) < 0) {
                return false;
            }
        }
        return true;
    }
}
