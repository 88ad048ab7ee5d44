// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

/**
 * A source whose queries come at a rate that is constant within a tick. Gaps are drawn with mean 1 and stretched by the
 * rate, so that any law of gaps goes with any course of the rate.
 */
abstract class PacedSource extends Source {
    private final long until;
    private long tick;
    private double tickEnd;
    private double perMilli;

    PacedSource(long seed, Register register, Partner partner, long until) {
        super(seed, register, partner);
        this.until = until;
    }

    /** Queries a millisecond within a local tick. */
    abstract double perMilli(long tick);

    /** Sets {@link #next} to the first query after {@code from}, {@code gap} mean gaps away. */
    final void begin(long from, double gap) {
        next = from;
        enter(DhakaTime.tick(from));
        advance(gap);
    }

    /** Moves {@link #next} on by so many mean gaps. */
    final void advance(double gap) {
        double left = gap;
        while (next < until) {
            double available = perMilli * (tickEnd - next);
            if (left <= available && available > 0) {
                next += left / perMilli;
                break;
            }
            left -= available;
            next = tickEnd;
            enter(tick + 1);
        }
        if (next >= until) {
            next = NEVER;
        }
    }

    private void enter(long now) {
        tick = now;
        tickEnd = DhakaTime.tickStart(now + 1);
        perMilli = perMilli(now);
    }
}
