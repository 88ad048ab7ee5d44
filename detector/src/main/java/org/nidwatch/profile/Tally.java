// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.profile;

import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;

/** Counts of one open window. */
final class Tally {
    int queries;
    int asked;
    int missed;
    int fresh;
    int repeats;

    void add(boolean isAsked, boolean isMissed, boolean isFresh, boolean isRepeat) {
        queries++;
        if (isAsked) {
            asked++;
            if (isMissed) {
                missed++;
            }
            if (isFresh) {
                fresh++;
            }
            if (isRepeat) {
                repeats++;
            }
        }
    }

    int of(Measured measured) {
        return switch (measured) {
            case FRESH -> fresh;
            case QUERIES -> queries;
            case MISSED -> missed;
            case REPEATS -> repeats;
        };
    }

    /** Of how many {@link #of} is a part. */
    int whole(Measured measured) {
        return switch (measured) {
            case FRESH, QUERIES -> queries;
            case MISSED, REPEATS -> asked;
        };
    }

    void clear() {
        queries = 0;
        asked = 0;
        missed = 0;
        fresh = 0;
        repeats = 0;
    }

    void writeTo(StateWriter writer) {
        writer.count(queries).count(asked).count(missed).count(fresh).count(repeats);
    }

    void readFrom(StateReader reader) {
        queries = reader.size();
        asked = reader.size();
        missed = reader.size();
        fresh = reader.size();
        repeats = reader.size();
    }
}
