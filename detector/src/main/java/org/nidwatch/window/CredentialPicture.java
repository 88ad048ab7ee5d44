// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.window;

/** One credential as detectors see it. */
public interface CredentialPicture {
    /** The credential. */
    String id();

    /**
     * A count over {@link Horizon#HOUR} or {@link Horizon#DAY}; kept are QUERIES, NEW_SUBJECTS, NEW_MISSED, NEW_EXPOSED
     * and BLOCK_REPEATS. Throws {@link IllegalArgumentException} for others.
     */
    long count(Measure measure, Horizon horizon);

    /** In how many of the last 24 clock hours it asked, 0..24. */
    int hoursActive();

    /** How even its pace is: 0 and up, honest work stays below 13. */
    double evenness();

    /** Mean gap between its queries, milliseconds; 0 when unknown. */
    double meanGapMillis();

    /** When it was first seen by this monitor, milliseconds. */
    long firstSeen();
}
