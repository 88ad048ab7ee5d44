// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import org.nidwatch.intake.NidQuery;

/** What became of one record of a log. Usually a line; a quoted CSV record may span several. */
public sealed interface ParsedLine {
    /** Number of the record's first line in its file, from 1. */
    long lineNumber();

    /** The record is a query. */
    record Parsed(NidQuery query, long lineNumber) implements ParsedLine {}

    /**
     * The record cannot be read, and this is why.
     *
     * @param byteOffset where the record starts in its (unpacked) file
     * @param length its length in bytes, without the line end
     * @param reason names the field, never its value
     * @param masked the start of the record with every word that could be a citizen's number replaced by {@code #}
     */
    record Bad(long lineNumber, long byteOffset, long length, String reason, String masked) implements ParsedLine {}
}
