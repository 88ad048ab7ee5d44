// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate.leaks;

import org.nidwatch.trace.Attribution.Answer;

/**
 * One sample and what was said of it.
 *
 * @param kind how it was made
 * @param people in the sample
 * @param noise part of it from elsewhere, 0..1
 * @param coverage of the source (of the smaller, where there are two), 0..1; 0 = no source
 * @param first whether the likeliest is a source
 * @param both whether the two likeliest are the two sources
 * @param probability that is said of the likeliest
 * @param none probability that is said of none
 */
record LeakOutcome(
        Kind kind,
        int people,
        double noise,
        double coverage,
        boolean first,
        boolean both,
        double probability,
        double none,
        Answer answer) {
    /** How a sample is made. */
    enum Kind {
        ONE,
        TWO,
        NONE
    }
}
