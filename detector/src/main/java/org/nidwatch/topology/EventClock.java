// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.time.Duration;
import org.nidwatch.alert.Mode;

/**
 * The clock by which one task's watch closes what has been quiet. In a replay it is the newest event time. Live it runs
 * as the wall clock does, but stands still while the task is held up (a registry that is away, a suspended machine):
 * time in which nothing could be heard is not silence. Times are milliseconds since the epoch.
 */
final class EventClock {
    static final long UNKNOWN = Long.MIN_VALUE;
    static final Duration LONGEST_TICK = Duration.ofSeconds(3);

    private final Mode mode;
    private long newest = UNKNOWN;
    private long running;
    private long lastTick;

    EventClock(Mode mode) {
        this.mode = mode;
    }

    /** The task starts, or starts again. */
    void begin(long wallClock) {
        newest = UNKNOWN;
        running = wallClock;
        lastTick = wallClock;
    }

    void event(long occurredAt) {
        newest = Math.max(newest, occurredAt);
    }

    /** The newest event time; {@link #UNKNOWN} before the first. */
    long newest() {
        return newest;
    }

    /** What the watch may take as now, each second or so; {@link #UNKNOWN} when there is nothing to go by. */
    long tick(long wallClock) {
        running += Math.max(0, Math.min(wallClock - lastTick, LONGEST_TICK.toMillis()));
        lastTick = wallClock;
        return mode == Mode.LIVE ? running : newest;
    }
}
