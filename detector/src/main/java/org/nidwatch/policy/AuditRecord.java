// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.policy;

import org.jspecify.annotations.Nullable;

/**
 * Who did what; or what a silence hid on a day.
 *
 * @param at when, milliseconds since the epoch
 * @param actor who; {@link #DETECTOR} for what follows of itself
 * @param action what
 * @param organisationId whom it is about; empty = not told
 * @param target the alert's id, or the silence's
 * @param note one sentence, at most {@link #NOTE_LIMIT} characters; no citizen's number
 * @param alerts alerts that a silence held back on the day; null = not about that
 * @param records records exposed in them; null = not about that
 */
public record AuditRecord(
        long at,
        String actor,
        Action action,
        String organisationId,
        String target,
        String note,
        @Nullable Long alerts,
        @Nullable Long records) {
    /** The detector itself. */
    public static final String DETECTOR = "nidwatch";

    /** Longest note, in characters. */
    public static final int NOTE_LIMIT = 2_000;

    /** What was done. */
    public enum Action {
        /** An alert was decided. */
        DISPOSITION_ADDED,
        /** A decision was taken back. */
        DISPOSITION_REMOVED,
        /** A silence was agreed. */
        SILENCE_ADDED,
        /** A silence was ended or taken back. */
        SILENCE_ENDED,
        /** A silence held alerts back on a day. */
        SILENCE_HID,
        /** Anything else. */
        OTHER
    }

    public AuditRecord {
        if (note.length() > NOTE_LIMIT) {
            throw new IllegalArgumentException("note must have at most " + NOTE_LIMIT + " characters");
        }
    }

    /** What somebody did. */
    public static AuditRecord done(
            long at, String actor, Action action, String organisationId, String target, String note) {
        return new AuditRecord(at, actor, action, organisationId, target, note, null, null);
    }
}
