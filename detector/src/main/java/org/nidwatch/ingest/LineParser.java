// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

/** Reads the fields out of one record of one format. */
interface LineParser {
    /** What a parser says of a record that it could read. */
    enum Found {
        /** The draft holds its fields. */
        QUERY,
        /** The mapping leaves such records out. */
        SKIPPED,
        /** A repeated CSV header: no record. */
        HEADER
    }

    /** Fills the draft, which is empty. */
    Found parse(Line line, Draft draft) throws BadLineException;
}
