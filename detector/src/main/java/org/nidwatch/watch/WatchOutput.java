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

    /** What the federation is told of one organisation's closed tick of 5 minutes. Ignored by who looks at no federation. */
    default void digest(OrganisationDigest digest) {}
}
