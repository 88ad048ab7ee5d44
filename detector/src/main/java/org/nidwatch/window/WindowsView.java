// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.window;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was measured of one organisation, read-only, as of its newest event. */
public interface WindowsView {
    /** The organisation. */
    String organisationId();

    /** Event time of its newest query, milliseconds. */
    long clock();

    /** Event time of the first query this monitor saw of it, milliseconds. */
    long firstSeen();

    /** A count over a window that ends with the current pane: MINUTE to DAY. */
    long count(Measure measure, Horizon horizon);

    /** Distinct citizens asked about in the last HOUR or DAY; error {@link DistinctCount#RELATIVE_ERROR}. */
    long distinctSubjects(Horizon horizon);

    /** Distinct citizens it ever got an answer about; error {@link DistinctCount#RELATIVE_ERROR}. */
    long citizensAnswered();

    /** How many of them came a day, in the last 28 days or in those there were; NaN in the first week. */
    double citizensAnsweredPerDay();

    /**
     * When {@link #citizensAnswered} reaches a number at that pace: event time, milliseconds; {@link #clock} when it has;
     * Long.MAX_VALUE in the first week, without growth, or when it is more than ten years ahead.
     */
    long citizensAnsweredReach(long number);

    /** Its credentials of the last 7 days, at most {@link OrganisationWindows#CREDENTIALS}. */
    Collection<? extends CredentialPicture> credentials();

    /** The credential of the newest query; null before the first. */
    @Nullable
    CredentialPicture latestCredential();

    /** How often the block of the newest query was hit lately, this hit included; 0 when unknown. */
    int latestBlockCount();

    /** Contributors by queries in the last 24 hours, largest first, at most {@code limit}. */
    List<Contributor> topCredentials(int limit);

    /** Source addresses by queries in the last 24 hours, largest first, at most {@code limit}. */
    List<Contributor> topSources(int limit);

    /** A credential or address and its queries in the last 24 hours. */
    record Contributor(String id, long queries) {}
}
