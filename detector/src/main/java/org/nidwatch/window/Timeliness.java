// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.window;

/** How a counted query lies in time. Counted = on time + late. */
public enum Timeliness {
    /** Within ten minutes of the organisation's newest query, or newer. */
    ON_TIME,
    /** Older: it still counts in each pane that exists for its time. */
    LATE
}
