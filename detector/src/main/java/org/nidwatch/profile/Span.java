// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.profile;

import java.time.Duration;

/** The windows over which a profile compares. */
public enum Span {
    /** Five minutes. */
    TICK(Duration.ofMinutes(5)),
    /** A clock hour of the calendar's zone. */
    HOUR(Duration.ofHours(1)),
    /** A calendar day of the calendar's zone. */
    DAY(Duration.ofDays(1));

    private final Duration length;

    Span(Duration length) {
        this.length = length;
    }

    /** Its length. */
    public Duration length() {
        return length;
    }
}
