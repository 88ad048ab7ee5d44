// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import org.nidwatch.alert.Mode;

/**
 * When a task says that it has read all there is of its partition: its consumer was at the end, second after second, and
 * nothing was left to process. Live it says so again and again, for what was true may be so no longer; in a replay once.
 */
final class ReadToEnd {
    /** So many seconds in a row at the end without work: what was polled is processed by then. */
    static final int QUIET_TICKS = 3;
    /** So many seconds in a row at the end, whatever comes: who asks on and on in old times must not hold up the others. */
    static final int LONG_TICKS = 30;
    /** Said again after so many seconds. */
    static final int AGAIN_TICKS = 10;

    private final Mode mode;
    private boolean worked;
    private int quiet;
    private int atEnd;
    private int sinceSaid = AGAIN_TICKS;
    private boolean said;

    ReadToEnd(Mode mode) {
        this.mode = mode;
    }

    /** Records were processed. */
    void worked() {
        worked = true;
    }

    /** A second is over; whether to say so now. */
    boolean tick(boolean consumerAtEnd) {
        quiet = consumerAtEnd && !worked ? quiet + 1 : 0;
        atEnd = consumerAtEnd ? atEnd + 1 : 0;
        said &= !worked;
        worked = false;
        sinceSaid++;
        boolean live = mode == Mode.LIVE;
        boolean read = quiet >= QUIET_TICKS || live && atEnd >= LONG_TICKS;
        boolean due = live ? sinceSaid >= AGAIN_TICKS : !said;
        if (!read || !due) {
            return false;
        }
        sinceSaid = 0;
        said = true;
        return true;
    }
}
