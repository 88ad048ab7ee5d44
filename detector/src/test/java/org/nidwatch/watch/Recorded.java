// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import java.util.ArrayList;
import java.util.List;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.policy.AuditRecord;

/** What a watch said. */
final class Recorded implements WatchOutput {
    final List<ScrapingAlert> alerts = new ArrayList<>();
    final List<OrganisationActivity> activity = new ArrayList<>();

    final List<String> silenced = new ArrayList<>();
    final List<AuditRecord> audit = new ArrayList<>();

    @Override
    public void silenced(String organisationId) {
        silenced.add(organisationId);
    }

    @Override
    public void audit(AuditRecord record) {
        audit.add(record);
    }

    @Override
    public void alert(ScrapingAlert alert) {
        alerts.add(alert);
    }

    @Override
    public void activity(OrganisationActivity minute) {
        activity.add(minute);
    }

    List<ScrapingAlert> opened() {
        return alerts.stream().filter(alert -> alert.phase() == Phase.OPENED).toList();
    }
}
