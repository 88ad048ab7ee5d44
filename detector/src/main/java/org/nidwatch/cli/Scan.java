// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.federation.Federation;
import org.nidwatch.federation.FederationOutput;
import org.nidwatch.federation.OrganisationDigest;
import org.nidwatch.federation.SourceReport;
import org.nidwatch.ingest.ParsedLine;
import org.nidwatch.ingest.QueryLines;
import org.nidwatch.intake.Checks;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Verdict;
import org.nidwatch.policy.Policy;
import org.nidwatch.settings.Settings;
import org.nidwatch.watch.OrganisationActivity;
import org.nidwatch.watch.Watch;
import org.nidwatch.watch.WatchOutput;
import org.nidwatch.wire.JsonForm;

/** One pass over a log: check, watch, write. The clock of its decisions is the log's own. */
final class Scan {
    /** In a file there is no partition. */
    private static final int NO_PARTITION = -1;

    private static final long ADVANCE_MILLIS = 1_000;

    private final Checks checks;
    private final Watch watch;
    private final Federation federation;
    private final ScanSummary summary = new ScanSummary();
    private long newest = Long.MIN_VALUE;
    private long advanced = Long.MIN_VALUE;

    Scan(Settings settings, Policy policy, LineOutput alerts, @Nullable LineOutput activity) {
        checks = new Checks(settings.intake());
        JsonForm json = new JsonForm();
        federation = new Federation(
                settings.federation(), settings.watch().alerts(), policy, Mode.REPLAY, new FederationOutput() {
                    @Override
                    public void alert(ScrapingAlert alert) {
                        write(alert, json, alerts);
                    }

                    @Override
                    public void commonCause(String detector) {
                        summary.commonCause();
                    }
                });
        WatchOutput output = new WatchOutput() {
            @Override
            public void alert(ScrapingAlert alert) {
                write(alert, json, alerts);
            }

            @Override
            public void activity(OrganisationActivity minute) {
                if (activity != null) {
                    activity.line(json.activity(minute));
                }
            }

            @Override
            public void silenced(String organisationId) {
                summary.silenced();
            }

            @Override
            public void digest(OrganisationDigest digest, long reached) {
                federation.observe(SourceReport.of(0, 1, reached, digest));
            }

            @Override
            public void reached(long tick) {
                federation.observe(SourceReport.reached(0, 1, tick));
            }
        };
        watch = new Watch(
                settings.watch(), policy, Mode.REPLAY, settings.topics().prefix() + "queries", output);
    }

    private void write(ScrapingAlert alert, JsonForm json, LineOutput alerts) {
        summary.alert(alert);
        alerts.line(json.alert(alert, System.currentTimeMillis()));
    }

    /** Reads the log to its end. */
    void run(QueryLines lines, Progress progress) {
        // History cannot lie ahead of the wall clock, so one reading of it serves the whole log.
        long now = System.currentTimeMillis();
        while (lines.hasNext()) {
            ParsedLine line = lines.next();
            if (line instanceof ParsedLine.Parsed parsed) {
                take(parsed.query(), parsed.lineNumber(), now);
            } else if (line instanceof ParsedLine.Bad bad) {
                summary.bad(bad.lineNumber(), bad.reason());
            }
            progress.tick(summary.read());
        }
        if (newest != Long.MIN_VALUE) {
            watch.advance(newest);
            federation.finish();
        }
    }

    private void take(NidQuery query, long lineNumber, long now) {
        if (checks.check(query, now) instanceof Verdict.Rejected rejected) {
            summary.rejected(rejected.reason());
            return;
        }
        summary.counted(query.organisationId());
        watch.observe(query, NO_PARTITION, lineNumber);
        newest = Math.max(newest, query.occurredAt());
        if (newest - ADVANCE_MILLIS >= advanced) {
            watch.advance(newest);
            federation.advance(newest);
            advanced = newest;
        }
    }

    ScanSummary summary() {
        return summary;
    }
}
