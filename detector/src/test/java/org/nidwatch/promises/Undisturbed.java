// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.AlertSettings;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.federation.Federation;
import org.nidwatch.federation.FederationSettings;
import org.nidwatch.federation.OrganisationDigest;
import org.nidwatch.federation.SourceReport;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.policy.Canary;
import org.nidwatch.policy.Organisation;
import org.nidwatch.policy.Policy;
import org.nidwatch.watch.OrganisationActivity;
import org.nidwatch.watch.Watch;
import org.nidwatch.watch.WatchOutput;
import org.nidwatch.watch.WatchSettings;
import org.nidwatch.window.Timeliness;

/** The run to which nothing happened: the engine and the federation over what the topic holds, without Kafka. */
final class Undisturbed {
    private static final Policy DECOY = new Policy() {
        @Override
        public @Nullable Organisation organisation(String id) {
            return null;
        }

        @Override
        public @Nullable Canary canary(long high, long low) {
            boolean hit = Traffic.DECOY.token().high() == high
                    && Traffic.DECOY.token().low() == low;
            return hit ? Traffic.DECOY : null;
        }
    };

    private final List<ScrapingAlert> alerts = new ArrayList<>();
    private final Map<String, Long> counted = new TreeMap<>();
    private final Map<String, Long> late = new TreeMap<>();

    Undisturbed(List<Sent> sent) {
        Federation federation =
                new Federation(FederationSettings.DEFAULTS, AlertSettings.DEFAULTS, DECOY, Mode.LIVE, alerts::add);
        Watch watch = new Watch(WatchSettings.DEFAULTS, DECOY, Mode.LIVE, "nid.queries", new WatchOutput() {
            @Override
            public void alert(ScrapingAlert alert) {
                alerts.add(alert);
            }

            @Override
            public void activity(OrganisationActivity activity) {}

            @Override
            public void digest(OrganisationDigest digest, long reached) {
                federation.observe(SourceReport.of(0, 1, reached, digest));
            }

            @Override
            public void reached(long tick) {
                federation.observe(SourceReport.reached(0, 1, tick));
            }
        });
        for (Sent each : sent) {
            NidQuery query = each.record().query();
            if (query == null || each.record().refused()) {
                continue;
            }
            String organisation = query.organisationId();
            counted.merge(organisation, 1L, Long::sum);
            if (watch.observe(query, each.record().partition(), each.offset()) == Timeliness.LATE) {
                late.merge(organisation, 1L, Long::sum);
            }
        }
    }

    List<ScrapingAlert> alerts() {
        return alerts;
    }

    /** Queries that count, late ones included, by organisation. */
    Map<String, Long> counted() {
        return counted;
    }

    /** Late ones among them. */
    Map<String, Long> late() {
        return late;
    }
}
