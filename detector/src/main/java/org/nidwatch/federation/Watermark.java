// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.federation;

import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;

/**
 * How far the federation's time has come: as far as the second of the organisations that are furthest, so that one wrong clock
 * does not move it. Times are event times.
 */
final class Watermark {
    private static final long NONE = Long.MIN_VALUE;

    private String furthestId = "";
    private long furthest = NONE;
    private long second = NONE;
    private long clock = NONE;
    private long idleSince = NONE;

    void seen(String organisationId, long tick) {
        if (organisationId.equals(furthestId)) {
            furthest = Math.max(furthest, tick);
        } else if (tick > furthest) {
            second = furthest;
            furthest = tick;
            furthestId = organisationId;
        } else {
            second = Math.max(second, tick);
        }
        idleSince = clock;
    }

    /** Whether a tick lies so far ahead that it is not believed. */
    boolean farAhead(long tick, long most) {
        return second != NONE && tick > second + most;
    }

    /** Start of the tick it has come to, milliseconds; Long.MIN_VALUE while two organisations have not been seen. */
    long time() {
        return second == NONE ? NONE : second * OrganisationDigest.TICK_MILLIS;
    }

    /** Where it would be if it had gone on as the given clock since the newest digest. */
    long reached(long nowMillis) {
        clock = Math.max(clock, nowMillis);
        if (idleSince == NONE) {
            idleSince = clock;
        }
        return second == NONE ? NONE : time() + OrganisationDigest.TICK_MILLIS + (clock - idleSince);
    }

    void write(StateWriter writer) {
        writer.text(furthestId).number(furthest).number(second);
    }

    void restore(StateReader reader) {
        furthestId = reader.text();
        furthest = reader.number();
        second = reader.number();
    }
}
