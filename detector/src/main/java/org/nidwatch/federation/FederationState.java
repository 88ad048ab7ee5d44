// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.federation;

import org.jspecify.annotations.Nullable;

/** The kinds of pieces the federation's state is kept in. The numbers are part of the state format. */
final class FederationState {
    /** Of an organisation. */
    static final int MEMBER = 1;

    static final int HOUR = 2;
    static final int PANE = 3;
    static final int USUAL = 4;
    /** A digest that waits for its tick to be decided; the index is the tick. Of an earlier version: read, no longer written. */
    static final int WAITING = 5;
    /** A digest that waits; the index is where it counts and how much earlier its own tick is, see {@link Waiting}. */
    static final int HELD = 6;
    /** Of the federation as a whole. */
    static final int HEAD = 16;

    static final int BLOCKS = 17;
    static final int SIGNALS = 18;
    static final int EPISODE = 19;
    static final int EPISODE_MEMBERS = 20;
    static final int VERDICTS = 21;
    static final int EPISODE_BEFORE = 22;

    private FederationState() {}

    /** Takes one changed piece. */
    @FunctionalInterface
    interface Sink {
        /** Puts the piece of a kind and index; null deletes it. */
        void put(int kind, long index, byte @Nullable [] value);
    }
}
