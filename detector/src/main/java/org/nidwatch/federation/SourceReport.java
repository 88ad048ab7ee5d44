// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.federation;

import org.jspecify.annotations.Nullable;
import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;

/**
 * What one source of queries, a partition or a file, tells the federation: how far it has come, and perhaps a digest.
 *
 * @param source number of the source, 0..sources-1; {@link #UNKNOWN} in a report of an earlier version
 * @param sources how many sources there are
 * @param reached tick the source is in: what it tells from now on was asked in this tick or later, or is late. With a digest:
 *     the tick the source had come to with the digest's last query. {@link SourceClock#NONE} when it had no query yet
 * @param caughtUp it has read all there is: what it will read was not there yet when it said so
 * @param digest of one of its organisations; null = this is only to say how far it has come
 */
public record SourceReport(
        int source,
        int sources,
        long reached,
        boolean caughtUp,
        @Nullable OrganisationDigest digest) {
    /** A source that does not say who it is. */
    public static final int UNKNOWN = -1;
    /** Most sources. */
    public static final int SOURCES = 65_536;

    private static final int VERSION = 2;
    private static final int CAUGHT_UP = 1;
    private static final int DIGEST = 2;

    public SourceReport {
        if (sources > SOURCES || source >= sources && source != UNKNOWN || source < UNKNOWN) {
            throw new IllegalArgumentException(
                    "source " + source + " of " + sources + ": must be one of at most " + SOURCES);
        }
    }

    /** A source that has come into a tick. */
    public static SourceReport reached(int source, int sources, long tick) {
        return new SourceReport(source, sources, tick, false, null);
    }

    /** A source that has read all there is. */
    public static SourceReport caughtUp(int source, int sources, long tick) {
        return new SourceReport(source, sources, tick, true, null);
    }

    /** An organisation's digest, told when its source had come to a tick. */
    public static SourceReport of(int source, int sources, long tick, OrganisationDigest digest) {
        return new SourceReport(source, sources, tick, false, digest);
    }

    /** As bytes, behind a version byte. */
    public byte[] toBytes(StateWriter writer) {
        byte[] inner = digest == null ? new byte[0] : digest.toBytes(writer);
        writer.start(VERSION).number(source).count(sources).number(reached);
        writer.raw((caughtUp ? CAUGHT_UP : 0) | (digest == null ? 0 : DIGEST));
        if (digest != null) {
            writer.bytes(inner);
        }
        return writer.toBytes();
    }

    /** Reads {@link #toBytes}, and the bare digests of version 1; throws {@link IllegalStateException} for anything else. */
    public static SourceReport of(byte[] bytes) {
        if (bytes.length > 0 && bytes[0] == OrganisationDigest.VERSION) {
            return new SourceReport(UNKNOWN, 0, SourceClock.NONE, false, OrganisationDigest.of(bytes));
        }
        StateReader reader = new StateReader(bytes, VERSION);
        int source = (int) reader.number();
        int sources = reader.size();
        long reached = reader.number();
        int flags = reader.raw();
        if (sources > SOURCES || source < 0 || source >= sources) {
            throw new IllegalStateException("a report of source " + source + " of " + sources);
        }
        return new SourceReport(
                source,
                sources,
                reached,
                (flags & CAUGHT_UP) != 0,
                (flags & DIGEST) == 0 ? null : OrganisationDigest.of(reader.bytes()));
    }
}
