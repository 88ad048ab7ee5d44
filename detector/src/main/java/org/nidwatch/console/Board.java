// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.policy.Canary;
import org.nidwatch.policy.Disposition;
import org.nidwatch.policy.Organisation;
import org.nidwatch.policy.Probe;
import org.nidwatch.policy.Silence;
import org.nidwatch.watch.Coverage;
import org.nidwatch.watch.OrganisationActivity;

/**
 * All that the console knows, and what of it is news. One lock: to answer takes milliseconds, even about 2,000 organisations.
 * At most about 60 MB, when all of them ask something every minute.
 */
final class Board implements ConsoleInlet {
    /** Organisations kept. */
    static final int MOST_ORGANISATIONS = 2_000;

    /** Organisations in one event. */
    static final int CHANGES = 250;

    private static final int MOST_LEFT_OUT = 10_000;
    private static final int ALERTS_OF_ONE = 50;
    private static final int ALERTS_OF_A_PROBE = 20;

    private final EventLog events;
    private final LongSupplier millis;
    private final Map<String, OrganisationEntry> organisations = new HashMap<>();
    private final Set<String> leftOut = new HashSet<>();
    private final Set<String> changed = new LinkedHashSet<>();
    private final AlertBook alerts;
    private final PolicyBook policy;
    private final CoverageBook coverage = new CoverageBook();
    private FeedState state = FeedState.LOADING;
    private String reason = "waiting for Kafka";
    private @Nullable Long asOf;
    private boolean loaded;
    private long unreadable;
    private @Nullable Long newestMinute;

    Board(EventLog events, LongSupplier millis, int mostAlerts, long defaultCeiling) {
        this.events = events;
        this.millis = millis;
        alerts = new AlertBook(mostAlerts);
        policy = new PolicyBook(defaultCeiling);
    }

    // What is heard.

    @Override
    public synchronized void alert(ScrapingAlert alert, long emittedAt) {
        if (alerts.hear(alert, emittedAt) == AlertBook.News.NOTHING) {
            return;
        }
        AlertEntry entry = alerts.find(alert.alertId());
        if (loaded && entry != null) {
            events.tell("alert", summary(entry, millis.getAsLong()));
            changed.add(alert.organisationId());
            changed.addAll(alert.memberOrganisations());
        }
    }

    @Override
    public synchronized void activity(OrganisationActivity activity) {
        OrganisationEntry entry = entry(activity.organisationId());
        if (entry != null && entry.put(activity)) {
            newestMinute = Math.max(newestMinute == null ? activity.minute() : newestMinute, activity.minute());
            changed.add(activity.organisationId());
        }
    }

    private @Nullable OrganisationEntry entry(String id) {
        OrganisationEntry known = organisations.get(id);
        if (known == null && organisations.size() < MOST_ORGANISATIONS) {
            known = new OrganisationEntry(id);
            organisations.put(id, known);
        } else if (known == null && leftOut.size() < MOST_LEFT_OUT) {
            leftOut.add(id);
        }
        return known;
    }

    @Override
    public synchronized void coverage(Coverage span) {
        if (coverage.add(span) && loaded) {
            events.tell("coverage", Shown.coverage(span));
        }
    }

    @Override
    public synchronized void organisation(String id, @Nullable Organisation organisation) {
        OrganisationEntry entry = organisation == null ? organisations.get(id) : entry(id);
        if (entry != null) {
            entry.declare(organisation);
            changed.add(id);
            if (entry.empty()) {
                organisations.remove(id);
            }
        }
    }

    @Override
    public synchronized void silence(String id, @Nullable Silence silence) {
        if (policy.silence(id, silence) && loaded) {
            long now = millis.getAsLong();
            events.tell("silence", new View.SilenceEvent(id, silence == null ? null : Shown.silence(silence, now)));
        }
    }

    @Override
    public synchronized void disposition(String alertId, @Nullable Disposition disposition) {
        UUID id;
        try {
            id = UUID.fromString(alertId);
        } catch (IllegalArgumentException e) {
            unreadable++;
            return;
        }
        if (policy.disposition(id, disposition) && loaded) {
            events.tell(
                    "disposition",
                    new View.DispositionEvent(id, disposition == null ? null : Shown.decision(disposition)));
        }
    }

    @Override
    public synchronized void probe(String id, @Nullable Probe probe) {
        policy.probe(id, probe);
    }

    @Override
    public synchronized void canary(String token, @Nullable Canary canary) {
        policy.canary(token, canary);
    }

    @Override
    public synchronized void unreadable() {
        unreadable++;
    }

    @Override
    public synchronized void feed(FeedState now, String why) {
        state = now;
        reason = why;
        if (now == FeedState.CURRENT) {
            asOf = millis.getAsLong();
            if (!loaded) {
                loaded = true;
                changed.clear();
                events.tell("reset", new View.ResetEvent("this server has read its history"));
            }
        }
    }

    /** Tells what changed of organisations since the last time. */
    synchronized void tellChanges() {
        if (!loaded || changed.isEmpty()) {
            return;
        }
        Shared shared = new Shared();
        List<View.OrganisationSummary> now = new ArrayList<>();
        for (String id : changed) {
            OrganisationEntry entry = organisations.get(id);
            if (entry != null) {
                now.add(shared.summary(id, entry));
            }
        }
        changed.clear();
        for (int i = 0; i < now.size(); i += CHANGES) {
            events.tell(
                    "activity", new View.ActivityEvent(List.copyOf(now.subList(i, Math.min(now.size(), i + CHANGES)))));
        }
    }

    // What is asked.

    /** What is reckoned once for many organisations. */
    private final class Shared {
        private final Map<String, AlertBook.Open> open = alerts.openByOrganisation();
        private final Map<String, Integer> silenced = policy.inForce(millis.getAsLong());

        View.OrganisationSummary summary(String id, OrganisationEntry entry) {
            AlertBook.Open own = open.get(id);
            return entry.summary(
                    own == null ? 0 : own.alerts(), own == null ? null : own.worst(), silenced.getOrDefault(id, 0));
        }
    }

    private View.AlertSummary summary(AlertEntry entry, long now) {
        List<Disposition> decided = policy.dispositions(entry.id());
        return Shown.summary(
                entry,
                name(entry.newest().organisationId()),
                decided.isEmpty() ? null : Shown.decision(decided.get(0)),
                policy.hiding(entry, now).stream().map(Silence::id).toList());
    }

    private String name(String organisationId) {
        OrganisationEntry entry = organisations.get(organisationId);
        return entry == null ? "" : entry.name();
    }

    synchronized View.OrganisationList organisations() {
        Shared shared = new Shared();
        List<Map.Entry<String, OrganisationEntry>> sorted = new ArrayList<>(organisations.entrySet());
        sorted.sort(Comparator.<Map.Entry<String, OrganisationEntry>>comparingInt(
                        each -> -each.getValue().risk())
                .thenComparing(Map.Entry::getKey));
        return new View.OrganisationList(
                millis.getAsLong(),
                sorted.stream()
                        .map(each -> shared.summary(each.getKey(), each.getValue()))
                        .toList(),
                leftOut.size());
    }

    synchronized View.@Nullable OrganisationDetail organisation(String id, int minutes) {
        OrganisationEntry entry = organisations.get(id);
        if (entry == null) {
            return null;
        }
        long now = millis.getAsLong();
        return new View.OrganisationDetail(
                new Shared().summary(id, entry),
                Shown.declared(entry.declared()),
                entry.latest(),
                entry.highestSince(),
                entry.detectors(),
                entry.activity(minutes),
                alerts.of(id, ALERTS_OF_ONE).stream()
                        .map(each -> summary(each, now))
                        .toList(),
                policy.silences().stream()
                        .filter(each -> each.organisationId().equals(id) && each.until() > now)
                        .map(each -> Shown.silence(each, now))
                        .toList());
    }

    /** Whether silences for it make sense; true when that cannot be told. */
    synchronized boolean knowsOrganisation(String id) {
        return organisations.containsKey(id) || !leftOut.isEmpty() || !loaded;
    }

    synchronized View.AlertList alerts(AlertQuery query, Cursors cursors) {
        long now = millis.getAsLong();
        AlertQuery.Page page = query.page(alerts, this::name, cursors);
        return new View.AlertList(
                page.entries().stream().map(each -> summary(each, now)).toList(),
                page.next(),
                page.total(),
                alerts.openBySeverity(),
                alerts.dropped());
    }

    synchronized View.@Nullable AlertDetail alert(UUID id) {
        AlertEntry entry = alerts.find(id);
        if (entry == null) {
            return null;
        }
        long now = millis.getAsLong();
        OrganisationEntry organisation = organisations.get(entry.newest().organisationId());
        return new View.AlertDetail(
                Shown.alert(entry.newest(), entry.emittedAt()),
                name(entry.newest().organisationId()),
                entry.open(),
                entry.steps(),
                entry.stepsComplete(),
                policy.dispositions(id).stream().map(Shown::decision).toList(),
                policy.hiding(entry, now).stream()
                        .map(each -> Shown.silence(each, now))
                        .toList(),
                Shown.declared(organisation == null ? null : organisation.declared()));
    }

    /** Whom an alert is about; null when there is no such alert. */
    synchronized @Nullable String organisationOf(UUID alertId) {
        AlertEntry entry = alerts.find(alertId);
        return entry == null ? null : entry.newest().organisationId();
    }

    synchronized View.SilenceList silences() {
        long now = millis.getAsLong();
        return new View.SilenceList(
                policy.silences().stream().map(each -> Shown.silence(each, now)).toList(), policy.silencesDropped());
    }

    synchronized @Nullable Silence silence(String id) {
        return policy.silence(id);
    }

    synchronized View.CoverageList coverage(long from, long until) {
        return coverage.between(from, until);
    }

    synchronized View.ProbeList probes() {
        long now = millis.getAsLong();
        return new View.ProbeList(
                policy.probes().stream()
                        .map(each -> Shown.probe(each, now, alertsOf(each)))
                        .toList(),
                policy.probesDropped());
    }

    private List<UUID> alertsOf(Probe probe) {
        return alerts.all().stream()
                .filter(each -> each.newest().shape() == org.nidwatch.detect.Shape.PROBE
                        && each.newest().episodeStart() <= probe.until()
                        && each.detectedAt() >= probe.from())
                .map(AlertEntry::id)
                .sorted()
                .limit(ALERTS_OF_A_PROBE)
                .toList();
    }

    synchronized View.CanaryList canaries(int atMost) {
        List<Canary> all = policy.canaries();
        return new View.CanaryList(
                all.stream().limit(atMost).map(Shown::canary).toList(), all.size() + policy.canariesDropped());
    }

    /** What of the status this board knows. */
    record Standing(
            View.Feed feed,
            View.Kept organisations,
            View.Kept alerts,
            View.Kept coverage,
            View.SeverityCounts open,
            int blindSpans,
            int openedLastDay,
            int openedLastWeek,
            @Nullable Long newestMinute) {}

    /** Blind spans count when they ended so many milliseconds ago or later. */
    synchronized Standing standing(long fresh) {
        long now = millis.getAsLong();
        return new Standing(
                new View.Feed(state, reason, asOf, unreadable),
                new View.Kept(organisations.size(), MOST_ORGANISATIONS, leftOut.size()),
                alerts.kept(),
                coverage.kept(),
                alerts.openBySeverity(),
                coverage.endedSince(now - fresh),
                alerts.detectedSince(now - 86_400_000L),
                alerts.detectedSince(now - 7 * 86_400_000L),
                newestMinute);
    }
}
