// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.evaluate.Budget;
import org.nidwatch.ingest.ParsedLine;
import org.nidwatch.ingest.QueryLines;
import org.nidwatch.intake.Checks;
import org.nidwatch.intake.Query;
import org.nidwatch.intake.Verdict;
import org.nidwatch.policy.Policy;
import org.nidwatch.profile.Thresholds;
import org.nidwatch.settings.Settings;
import org.nidwatch.watch.OrganisationActivity;
import org.nidwatch.watch.Watch;
import org.nidwatch.watch.WatchOutput;

/** One pass over history that hears how high honest windows stand. */
final class Calibration {
    private static final long DAY_MILLIS = 86_400_000L;

    private final Checks checks;
    private final Watch watch;
    private final Budget budget = new Budget();
    private final List<Budget.Listener> listeners = new ArrayList<>();
    private final int warmDays;
    private final long now = System.currentTimeMillis();
    private long from = Long.MAX_VALUE;
    private long until = Long.MIN_VALUE;
    private long events;

    Calibration(Settings settings, Policy policy, int warmDays) {
        checks = new Checks(settings.intake());
        this.warmDays = warmDays;
        watch = new Watch(
                settings.watch(), policy, Mode.REPLAY, settings.topics().prefix() + "queries", new Silent());
        watch.recordTo(organisation -> {
            // Each organisation is judged once it has been learned from for so long.
            Budget.Listener listener = budget.listener(listeners.size(), warmDays);
            listeners.add(listener);
            return listener;
        });
    }

    /** Alerts are not what is asked for here. */
    private static final class Silent implements WatchOutput {
        @Override
        public void alert(ScrapingAlert alert) {}

        @Override
        public void activity(OrganisationActivity minute) {}
    }

    void read(QueryLines lines, Progress progress) {
        long read = 0;
        while (lines.hasNext()) {
            ParsedLine line = lines.next();
            if (line instanceof ParsedLine.Parsed parsed) {
                take(parsed.query(), -1, parsed.lineNumber());
            }
            progress.tick(++read);
        }
    }

    /** Learns from one query; whether it could be believed. */
    boolean take(Query query, int partition, long offset) {
        if (checks.check(query, now) instanceof Verdict.Rejected) {
            return false;
        }
        from = Math.min(from, query.occurredAt());
        until = Math.max(until, query.occurredAt());
        events++;
        watch.observe(query, partition, offset);
        return true;
    }

    /** Queries learned from. */
    long events() {
        return events;
    }

    /** Days judged. */
    double judgedDays() {
        return until < from ? 0 : (until - from) / (double) DAY_MILLIS - warmDays;
    }

    int organisations() {
        return listeners.size();
    }

    long from() {
        return from;
    }

    long until() {
        return until;
    }

    Thresholds fit(double alertsPerDay, Thresholds reference) {
        listeners.forEach(Budget.Listener::done);
        budget.days(judgedDays());
        return budget.fit(alertsPerDay, reference);
    }

    /** @param source what was read, with what it takes to read the same again */
    List<String> provenance(String source, double alertsPerDay, String version) {
        return List.of(
                "Fitted by nidwatch calibrate " + version + " on "
                        + LocalDate.ofInstant(Instant.ofEpochMilli(now), ZoneOffset.UTC) + " to " + alertsPerDay
                        + " alerts a day over all organisations",
                String.format(
                        Locale.ROOT,
                        "on %s: %d queries from %s to %s, %d organisations, the first %d days of each learned from and not"
                                + " judged.",
                        source,
                        events,
                        Instant.ofEpochMilli(from),
                        Instant.ofEpochMilli(until),
                        organisations(),
                        warmDays));
    }
}
