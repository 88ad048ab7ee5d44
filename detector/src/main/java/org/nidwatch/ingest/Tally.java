// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

/**
 * What was read so far. Law: {@code read = parsed + bad + skipped}. Blank lines and CSV headers are not records.
 *
 * @param read records
 * @param parsed records that are queries
 * @param bad records that cannot be read
 * @param skipped records that the mapping's {@code only} leaves out
 * @param recoded records that were not UTF-8 and were read as Windows-1252
 * @param unknownWords operations and outcomes that this version does not know, read as OTHER
 */
public record Tally(long read, long parsed, long bad, long skipped, long recoded, long unknownWords) {
    /** Nothing read. */
    public static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0);

    /** The sum, where a log is read in several sittings. */
    public Tally plus(Tally other) {
        return new Tally(
                read + other.read,
                parsed + other.parsed,
                bad + other.bad,
                skipped + other.skipped,
                recoded + other.recoded,
                unknownWords + other.unknownWords);
    }
}
