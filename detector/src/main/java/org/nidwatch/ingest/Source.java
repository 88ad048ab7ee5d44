// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where records come from: a file with all that it is rotated to, or a stream. */
interface Source extends Closeable {
    /** The next record; null when there is none now. Returns within half a second. */
    @Nullable
    ParsedLine next() throws IOException;

    /** Whether nothing will ever come any more. */
    boolean ended();

    /** Waits a moment for more, and looks whether the log was rotated. */
    void await() throws IOException;

    /** Where the next record starts; null where reading cannot be taken up again. */
    Checkpoint.@Nullable Place place() throws IOException;

    /** The file that the last record came from, for people. */
    String name();

    /** All records so far. */
    Tally tally();

    /** Bytes of the present file that were taken, and its size; null where it is not known. */
    @Nullable
    Extent extent() throws IOException;

    /** How much of a file. */
    record Extent(long taken, long size) {}
}
