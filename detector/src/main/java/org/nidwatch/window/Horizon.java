// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.window;

import java.time.Duration;

/** How far back a window reaches from the organisation's newest event. The current, unfinished pane is included. */
public enum Horizon {
    /** The current minute. */
    MINUTE(Duration.ofMinutes(1)),
    /** Five one-minute panes. */
    FIVE_MINUTES(Duration.ofMinutes(5)),
    /** Fifteen one-minute panes. */
    QUARTER(Duration.ofMinutes(15)),
    /** Sixty one-minute panes. */
    HOUR(Duration.ofHours(1)),
    /** 24 one-hour panes. */
    DAY(Duration.ofDays(1)),
    /** Seven days: a span that findings name; windows do not reach so far. */
    WEEK(Duration.ofDays(7));

    private final Duration length;

    Horizon(Duration length) {
        this.length = length;
    }

    /** The nominal length. */
    public Duration length() {
        return length;
    }
}
