// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.profile;

/** What was learned of one organisation and how far its newest query's actors are from it, read-only. */
public interface ProfileView {
    /** What a signal says as of the newest query: of the organisation, or of the query's credential, operator or address, whichever is further from its own. */
    void look(Signal signal, Sight into);

    /** Fresh records expected in the current hour, the present campaign included. */
    double expectedThisHour();

    /** Queries expected in a minute of the current tick; 0 before anything is known. */
    double expectedQueriesThisMinute();

    /** The learned level, new people a day. */
    double levelNow();

    /** The learned level four weeks ago, new people a day; 0 while not known. */
    double levelBefore();

    /** Whole days since it was first seen. */
    int ageDays();
}
