// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ops;

import java.util.HashSet;
import java.util.Set;
import org.nidwatch.watch.OrganisationActivity;

/** What one task's organisations told last, for the gauges; they go when the task goes. One thread. */
public final class OrganisationReadings {
    private final OrganisationGauges gauges;
    private final Set<String> ours = new HashSet<>();

    OrganisationReadings(OrganisationGauges gauges) {
        this.gauges = gauges;
    }

    /** An organisation's minute is closed. */
    public void told(OrganisationActivity activity) {
        if (gauges.told(activity)) {
            ours.add(activity.organisationId());
        }
    }

    /** The task goes elsewhere, and its organisations with it. */
    public void close() {
        ours.forEach(gauges::gone);
        ours.clear();
    }
}
