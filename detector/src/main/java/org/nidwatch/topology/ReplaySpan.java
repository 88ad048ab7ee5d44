// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

/**
 * Which queries count, by event time; the others are passed over.
 *
 * @param from first moment, milliseconds since the epoch
 * @param until the moment after the last
 */
public record ReplaySpan(long from, long until) {
    /** All of time. */
    public static final ReplaySpan ALL = new ReplaySpan(Long.MIN_VALUE, Long.MAX_VALUE);

    public ReplaySpan {
        if (from >= until) {
            throw new IllegalArgumentException("from = " + from + ", until = " + until + ": from must be earlier");
        }
    }

    boolean holds(long time) {
        return time >= from && time < until;
    }
}
