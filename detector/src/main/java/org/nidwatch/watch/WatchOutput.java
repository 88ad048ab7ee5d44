// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.federation.OrganisationDigest;
import org.nidwatch.policy.AuditRecord;

/** Where the watch puts what it has to say, at once and in order. */
public interface WatchOutput {
    /** One emission of an alert. */
    void alert(ScrapingAlert alert);

    /** One organisation's closed minute. */
    void activity(OrganisationActivity activity);

    /** A silence of this organisation begins to hold an alert back. */
    default void silenced(String organisationId) {}

    /** What a silence hid on a day. */
    default void audit(AuditRecord audit) {}

    /**
     * What the federation is told of one organisation's closed tick of 5 minutes. Ignored by who looks at no federation.
     *
     * @param reached the tick to which the queries of this watch, of all organisations, had come
     */
    default void digest(OrganisationDigest digest, long reached) {}

    /** The queries of this watch have come to another tick, and all digests of ended ticks were told. */
    default void reached(long tick) {}
}
