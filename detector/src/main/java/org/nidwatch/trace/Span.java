// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.trace;

/**
 * Which look-ups count.
 *
 * @param from the first moment, milliseconds since the epoch
 * @param until the moment after the last
 * @param toleranceMillis how far the clocks of whoever dated the sample and of the server may differ, 0 or more
 */
public record Span(long from, long until, long toleranceMillis) {
    public Span {
        if (from >= until) {
            throw new IllegalArgumentException("the span must begin before it ends");
        }
        if (toleranceMillis < 0) {
            throw new IllegalArgumentException("the tolerance must be 0 or more");
        }
    }
}
