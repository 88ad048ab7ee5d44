// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import java.util.ArrayList;
import java.util.List;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.ScrapingAlert;

/** What a watch said. */
final class Recorded implements WatchOutput {
    final List<ScrapingAlert> alerts = new ArrayList<>();
    final List<OrganisationActivity> activity = new ArrayList<>();

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
