// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.Episode;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.federation.FederationOutput;
import org.nidwatch.ops.Meters;
import org.nidwatch.watch.Coverage;
import org.nidwatch.watch.OpenAlert;

/** Sends on what the federation says, as {@link WatchOutlet} does for the watch, and counts what it recognised. */
final class FederationOutlet implements FederationOutput {
    private final WatchOutlet alerts;
    private final Meters meters;

    FederationOutlet(WatchOutlet alerts, Meters meters) {
        this.alerts = alerts;
        this.meters = meters;
    }

    void open(ProcessorContext<String, Emission> downstream) {
        alerts.open(downstream);
    }

    void restored(Episode.@Nullable Open open) {
        if (open != null) {
            Episode.Identity identity = open.identity();
            alerts.restored(List.of(new OpenAlert(identity.alertId(), identity.organisationId(), open.severity())));
        }
    }

    @Override
    public void alert(ScrapingAlert alert) {
        alerts.alert(alert);
    }

    @Override
    public void commonCause(String detector) {
        meters.commonCause(detector);
    }

    @Override
    public void late() {
        meters.digestLate();
    }

    void coverage(Coverage coverage) {
        alerts.coverage(coverage);
    }

    void close() {
        alerts.close();
    }
}
