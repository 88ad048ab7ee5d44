// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import org.nidwatch.alert.ScrapingAlert;

/** Where the watch puts what it has to say, at once and in order. */
public interface WatchOutput {
    /** One emission of an alert. */
    void alert(ScrapingAlert alert);

    /** One organisation's closed minute. */
    void activity(OrganisationActivity activity);
}
