// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.policy.Canary;
import org.nidwatch.policy.Disposition;
import org.nidwatch.policy.Organisation;
import org.nidwatch.policy.Probe;
import org.nidwatch.policy.Silence;
import org.nidwatch.watch.Coverage;
import org.nidwatch.watch.OrganisationActivity;

/**
 * Takes what the topics hold, in any order of topics and as often as they like: hearing a thing twice changes nothing. Null
 * in place of a thing says that it was removed. Thread-safe.
 */
public interface ConsoleInlet {
    /** How the reading of the topics stands. */
    enum FeedState {
        /** History is being read. */
        LOADING,
        /** All that was written is known, a moment ago. */
        CURRENT,
        /** Kafka or the registry does not answer. */
        BROKEN
    }

    /** One emission; emittedAt is the wall clock when it was written. */
    void alert(ScrapingAlert alert, long emittedAt);

    void activity(OrganisationActivity activity);

    void coverage(Coverage coverage);

    void organisation(String id, @Nullable Organisation organisation);

    void silence(String id, @Nullable Silence silence);

    void disposition(String alertId, @Nullable Disposition disposition);

    void probe(String id, @Nullable Probe probe);

    void canary(String token, @Nullable Canary canary);

    /** A record that nobody can read. */
    void unreadable();

    /** How it stands, with one sentence about it. */
    void feed(FeedState state, String reason);
}
