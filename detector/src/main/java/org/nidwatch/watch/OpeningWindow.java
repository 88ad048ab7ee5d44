// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.Exposure;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Query;
import org.nidwatch.intake.Token;
import org.nidwatch.window.CredentialPicture;
import org.nidwatch.window.Horizon;
import org.nidwatch.window.Measure;
import org.nidwatch.window.OrganisationWindows;

/** The window in which an abuse was first seen: its start is the episode's start, its counts are what went out already. */
record OpeningWindow(Horizon horizon, boolean singleQuery) {
    static final OpeningWindow NONE = new OpeningWindow(Horizon.HOUR, false);

    private static final long MINUTE_MILLIS = 60_000L;

    static OpeningWindow of(Horizon horizon, boolean singleQuery) {
        return new OpeningWindow(horizon, singleQuery);
    }

    /** Start of the window that ends with the minute of the given time. */
    long start(long now) {
        if (singleQuery) {
            return now;
        }
        long minute = Math.floorDiv(now, MINUTE_MILLIS) * MINUTE_MILLIS;
        return minute + MINUTE_MILLIS - horizon.length().toMillis();
    }

    /** What went out in the window, for the credential or (null) for the organisation. */
    Exposure exposure(OrganisationWindows windows, @Nullable String credentialId, Query query) {
        if (singleQuery) {
            boolean disclosed = query.outcome() == Outcome.DISCLOSED;
            List<Token> sample =
                    query.hasSubject() ? List.of(new Token(query.subjectHigh(), query.subjectLow())) : List.of();
            return new Exposure(1, query.hasSubject() ? 1 : 0, disclosed ? 1 : 0, sample);
        }
        List<Token> samples = tokens(windows.newestSubjects(credentialId));
        CredentialPicture credential = credentialId == null ? null : windows.credential(credentialId);
        if (credential == null) {
            return new Exposure(
                    windows.count(Measure.QUERIES, horizon),
                    windows.count(Measure.NEW_SUBJECTS, horizon),
                    windows.count(Measure.NEW_EXPOSED, horizon),
                    samples);
        }
        Horizon kept = horizon == Horizon.DAY ? Horizon.DAY : Horizon.HOUR;
        return new Exposure(
                credential.count(Measure.QUERIES, kept),
                credential.count(Measure.NEW_SUBJECTS, kept),
                credential.count(Measure.NEW_EXPOSED, kept),
                samples);
    }

    private static List<Token> tokens(long[] halves) {
        List<Token> tokens = new ArrayList<>(halves.length / 2);
        for (int i = 0; i < halves.length; i += 2) {
            tokens.add(new Token(halves[i], halves[i + 1]));
        }
        return tokens;
    }
}
