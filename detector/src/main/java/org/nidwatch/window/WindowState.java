// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.window;

import org.jspecify.annotations.Nullable;

/** The kinds of chunks an organisation's windows are kept in. The numbers are part of the state format. */
public final class WindowState {
    /** Kinds below this number belong to the windows; others may be used by whoever keeps state beside them. */
    public static final int KINDS = 32;

    static final int HEAD = 1;
    static final int MINUTE = 2;
    static final int HOUR = 3;
    static final int DISTINCT = 4;
    static final int BLOCKS = 5;
    static final int NOVELTY_META = 6;
    static final int NOVELTY_PAGE = 7;
    static final int NOVELTY_LOG = 8;
    static final int OFFSET = 9;
    static final int CREDENTIAL = 10;
    static final int SOURCE = 11;
    static final int ANSWERED = 12;

    private WindowState() {}

    /** Takes one changed piece. */
    @FunctionalInterface
    public interface Sink {
        /** Puts the piece of a kind and index; null deletes it. */
        void put(int kind, long index, byte @Nullable [] value);
    }
}
