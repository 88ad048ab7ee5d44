// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.profile;

/** A part of the engine that an evaluation may take out, to see what it is worth. */
public enum Part {
    /** What the peers' present pace explains. */
    PEERS,
    /** New people count less among many known ones. */
    NOVELTY_GATE,
    /** Work that an outage left undone may be caught up. */
    OUTAGE_CREDIT
}
