// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import org.nidwatch.intake.RejectReason;

/**
 * A record that cannot be read. Thrown for each bad record of a stream, so there is one object per reason, without a
 * stack trace and without any part of the record.
 */
public final class UnreadableException extends RuntimeException {
    private static final UnreadableException[] BY_REASON = new UnreadableException[RejectReason.values().length];

    static {
        for (RejectReason reason : RejectReason.values()) {
            BY_REASON[reason.ordinal()] = new UnreadableException(reason);
        }
    }

    private final RejectReason reason;

    private UnreadableException(RejectReason reason) {
        super(reason.sentence(), null, false, false);
        this.reason = reason;
    }

    static UnreadableException because(RejectReason reason) {
        return BY_REASON[reason.ordinal()];
    }

    static UnreadableException undecodable() {
        return because(RejectReason.UNDECODABLE);
    }

    static UnreadableException incompatible() {
        return because(RejectReason.INCOMPATIBLE_SCHEMA);
    }

    /** Why it cannot be read. */
    public RejectReason reason() {
        return reason;
    }
}
