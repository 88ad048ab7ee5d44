// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.Episode;
import org.nidwatch.alert.EpisodeState;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.Scope;
import org.nidwatch.alert.Severity;
import org.nidwatch.alert.SeverityRule;
import org.nidwatch.detect.Assessment;
import org.nidwatch.detect.Detector;
import org.nidwatch.detect.Detectors;
import org.nidwatch.detect.Finding;
import org.nidwatch.detect.OrganisationPicture;
import org.nidwatch.detect.Shape;
import org.nidwatch.intake.Query;
import org.nidwatch.policy.Disposition;
import org.nidwatch.profile.OrganisationProfile;
import org.nidwatch.window.OrganisationWindows;
import org.nidwatch.window.StateWriter;
import org.nidwatch.window.WindowState;

/**
 * The open episodes of one organisation: at most one for the organisation and one for each of {@link #CREDENTIALS}
 * credentials. A finding joins the episode it belongs to; one about the organisation joins whatever is open, so that one
 * abuse is one alert.
 */
final class OpenEpisodes {
    /** Most credentials with an episode of their own; what is found of further ones joins the organisation's episode. */
    static final int CREDENTIALS = 8;

    private static final int KIND = WindowState.KINDS;
    private static final String ORGANISATION = "";

    private final WatchContext context;
    private final OrganisationWindows windows;
    private final OrganisationProfile profile;
    private final AlertWriter alerts;
    private final Verdicts verdicts;
    private final Hush hush;
    private final Map<String, Episode.Open> open = new LinkedHashMap<>();
    private final SortedMap<Long, Episode.Open> restoring = new TreeMap<>();
    private int stored;
    private boolean dirty;
    private long nextClose = Long.MAX_VALUE;

    /** Findings about one credential (or the organisation), with the window of the strongest. */
    private static final class Found {
        final List<Finding> findings = new ArrayList<>();
        boolean opens;
        Shape shape = Shape.UNKNOWN;
        double strongest;
        OpeningWindow window = OpeningWindow.NONE;
    }

    OpenEpisodes(WatchContext context, OrganisationWindows windows, OrganisationProfile profile) {
        this.context = context;
        this.windows = windows;
        this.profile = profile;
        this.alerts = new AlertWriter(context, windows, profile);
        this.verdicts = new Verdicts(context);
        this.hush = new Hush(context, windows.organisationId());
    }

    /** What analysts decided about this organisation's alerts. */
    Verdicts verdicts() {
        return verdicts;
    }

    /** What silences hold back of this organisation's alerts. */
    Hush hush() {
        return hush;
    }

    boolean any() {
        return !open.isEmpty();
    }

    @Nullable
    UUID openAlertId() {
        if (!open.isEmpty()) {
            for (Episode.Open episode : open.values()) {
                UUID id = episode.identity().alertId();
                if (!hush.untold(id)) {
                    return id;
                }
            }
        }
        return null;
    }

    /** Counts a query in the episodes it belongs to. */
    void count(Query query) {
        if (open.isEmpty()) {
            return;
        }
        dirty = true;
        Episode.Open organisation = open.get(ORGANISATION);
        if (organisation != null) {
            organisation.exposure().query(query);
        }
        if (query.credentialId().isEmpty()) {
            return; // an unnamed credential is the organisation's business
        }
        Episode.Open credential = open.get(query.credentialId());
        if (credential != null) {
            credential.exposure().query(query);
        }
    }

    /** Takes what the detectors found: the shared assessments hold it. */
    void found(OrganisationPicture picture, Query query) {
        Map<String, Found> byKey = new LinkedHashMap<>();
        Assessment[] assessments = context.assessments();
        for (int i = 0; i < assessments.length; i++) {
            if (assessments[i].fired()) {
                Detector detector = context.detectors().get(i);
                if (detector.about(picture, assessments[i]) != null) {
                    continue; // it has an alert of its own
                }
                note(byKey, picture, detector, assessments[i]);
            }
        }
        Found ofOrganisation = byKey.remove(ORGANISATION);
        byKey.forEach((credential, found) -> join(credential, found, query));
        if (ofOrganisation != null) {
            join(ORGANISATION, ofOrganisation, query);
        }
    }

    private void note(Map<String, Found> byKey, OrganisationPicture picture, Detector detector, Assessment assessment) {
        String credential = assessment.credentialId();
        String key = credential == null ? ORGANISATION : credential;
        boolean opens = detector.opensAlerts() && !verdicts.explain(key, detector, assessment.score(), windows.clock());
        Found found = byKey.computeIfAbsent(key, each -> new Found());
        if (detector.shape() == Shape.CANARY || !told(key, detector, assessment)) {
            found.findings.add(Detectors.finding(detector, picture, assessment));
        }
        found.opens |= opens;
        // A decoy is the most certain sign there is, whatever else is found with it.
        double weight = detector.shape() == Shape.CANARY ? Double.MAX_VALUE : assessment.score();
        if (opens && weight > found.strongest) {
            found.strongest = weight;
            found.shape = detector.shape();
            found.window = OpeningWindow.of(assessment.window(), detector.shape() == Shape.CANARY);
        }
    }

    // Whether the episode that the key surely joins tells as much of this detector already: only the strongest is kept,
    // and a sentence is costly.
    private boolean told(String key, Detector detector, Assessment assessment) {
        Episode.Open joins = open.getOrDefault(key, open.get(ORGANISATION));
        if (joins == null) {
            return false;
        }
        List<Finding> findings = joins.findings();
        for (int i = 0; i < findings.size(); i++) {
            Finding finding = findings.get(i);
            if (finding.detector().equals(detector.id())) {
                return finding.score() >= assessment.score();
            }
        }
        return false;
    }

    private void join(String key, Found found, Query query) {
        long now = windows.clock();
        String joined = episodeFor(key);
        Episode.Open episode = joined == null ? null : open.get(joined);
        if (episode != null) {
            // Only what could open an alert keeps it open.
            Episode.Open grown = found.opens ? episode.found(found.findings, now) : evidence(episode, found);
            put(episode.identity(), found.shape == Shape.CANARY ? decoy(episode, grown, now) : grown);
        } else if (found.opens) {
            openEpisode(joined == null ? key : joined, found, query);
        }
    }

    // Any query about a decoy is told at once, and as what it is, also when another alert is open.
    private Episode.Open decoy(Episode.Open before, Episode.Open grown, long now) {
        Episode.Open turned = grown.turned(Shape.CANARY);
        if (before.severity() != Severity.CRITICAL || before.findings().containsAll(grown.findings())) {
            return turned; // what rises is told when the severity is looked at
        }
        Episode.Open updated = turned.updated(now);
        alerts.write(updated, Phase.UPDATED, now);
        return updated;
    }

    private static Episode.Open evidence(Episode.Open episode, Found found) {
        return episode.found(found.findings, episode.lastFoundAt());
    }

    // The key of the open episode that a finding about the key joins; the key itself, or the organisation's, when it
    // opens.
    private @Nullable String episodeFor(String key) {
        if (open.containsKey(key)) {
            return key;
        }
        if (key.equals(ORGANISATION)) {
            return newest();
        }
        return open.containsKey(ORGANISATION) || open.size() >= CREDENTIALS ? ORGANISATION : null;
    }

    // A finding about the organisation is about what is found of its credentials now, not about what is long quiet.
    private @Nullable String newest() {
        String key = null;
        long found = Long.MIN_VALUE;
        for (Map.Entry<String, Episode.Open> each : open.entrySet()) {
            if (each.getKey().equals(ORGANISATION)) {
                return ORGANISATION;
            }
            if (each.getValue().lastFoundAt() > found) {
                found = each.getValue().lastFoundAt();
                key = each.getKey();
            }
        }
        return key;
    }

    private void openEpisode(String key, Found found, Query query) {
        String credential = key.equals(ORGANISATION) ? null : key;
        Scope scope = credential == null ? Scope.ORGANISATION : Scope.CREDENTIAL;
        long now = windows.clock();
        long start = Math.max(found.window.start(now), windows.firstSeen());
        Episode.Identity identity = Episode.Identity.of(windows.organisationId(), scope, credential, start, now);
        if (verdicts.knows(identity.alertId(), start)) {
            // Its window reaches back over an episode that is over: this one begins with what is new.
            identity = Episode.Identity.of(windows.organisationId(), scope, credential, now, now);
        }
        var exposure = found.window.exposure(windows, credential, query);
        Severity severity = SeverityRule.of(found.shape, found.findings, exposure.recordsExposed(), context.alerts());
        Episode.Open episode = Episode.Open.opened(identity, severity, found.shape, found.findings, exposure);
        put(identity, episode);
        if (!hush.holds(episode, now, false)) {
            alerts.write(episode, Phase.OPENED, now);
        }
    }

    /** Tells what a silence held back until the given time, or what outgrew it; whether there was any. */
    boolean sound(long time) {
        boolean changed = false;
        for (Episode.Open episode = sounding(time); episode != null; episode = sounding(time)) {
            put(episode.identity(), episode);
            alerts.write(episode, Phase.OPENED, episode.lastEmittedAt());
            changed = true;
        }
        return changed;
    }

    private Episode.@Nullable Open sounding(long time) {
        for (Episode.Open episode : open.values()) {
            long at = hush.soundsAt(episode, time);
            if (at != Hush.NOT_YET) {
                return episode.told(context.alerts(), at);
            }
        }
        return null;
    }

    /** Escalates and updates what has grown. */
    void grow(long time) {
        if (open.isEmpty()) {
            return;
        }
        for (Episode.Open episode : List.copyOf(open.values())) {
            Severity severity = episode.severityNow(context.alerts());
            boolean escalates = severity.compareTo(episode.severity()) > 0;
            if (hush.untold(episode.identity().alertId()) || !escalates && !episode.updateDue(context.alerts(), time)) {
                continue;
            }
            if (hush.holds(episode, time, true)) {
                continue;
            }
            hush.release(episode.identity().alertId());
            if (escalates) {
                Episode.Open escalated = episode.escalated(severity, time);
                put(episode.identity(), escalated);
                alerts.write(escalated, Phase.ESCALATED, time);
            } else {
                Episode.Open updated = episode.updated(time);
                put(episode.identity(), updated);
                alerts.write(updated, Phase.UPDATED, time);
            }
        }
    }

    /** Lets what analysts decided take effect; whether anything did. */
    boolean decide(long time) {
        boolean changed = false;
        for (Episode.Open episode = decided(time); episode != null; episode = decided(time)) {
            Disposition disposition = verdicts.due(episode.identity().alertId(), time);
            close(episode, Objects.requireNonNull(disposition), time);
            changed = true;
        }
        return changed;
    }

    private Episode.@Nullable Open decided(long time) {
        if (!open.isEmpty()) {
            for (Episode.Open episode : open.values()) {
                if (verdicts.due(episode.identity().alertId(), time) != null) {
                    return episode;
                }
            }
        }
        return null;
    }

    private void close(Episode.Open episode, Disposition disposition, long time) {
        Disposition.Verdict verdict = disposition.verdict();
        String key = key(episode.identity());
        Episode.Closed closed = episode.ended(context.alerts(), time);
        open.remove(key);
        alerts.write(closed, disposition);
        hush.release(closed.identity().alertId());
        verdicts.closedBy(verdict, closed, key);
        if (open.isEmpty()) {
            // Beside an open alert nothing is learned, not even on a person's word about another one.
            if (verdict.honest() && verdicts.teaches(closed.end(), time)) {
                profile.benign();
            } else {
                profile.spent();
            }
        }
        dirty = true;
        scheduleClose();
    }

    /** Lets verdicts on alerts that had closed by themselves take effect; whether any did. */
    boolean decideLate(long time) {
        return verdicts.late(time, open.isEmpty(), profile::benign);
    }

    /** Closes the episodes whose quiet period ended at or before the given event time; whether any did. */
    boolean closeBefore(long time) {
        if (time < nextClose) {
            return false;
        }
        List<Episode.Open> over = new ArrayList<>();
        for (Episode.Open episode : open.values()) {
            if (episode.closesAt(context.alerts()) <= time) {
                over.add(episode);
            }
        }
        over.sort(Comparator.comparingLong(episode -> episode.closesAt(context.alerts())));
        for (Episode.Open episode : over) {
            open.remove(key(episode.identity()));
            Episode.Closed closed = episode.closed(context.alerts());
            UUID id = closed.identity().alertId();
            if (!hush.untold(id)) {
                alerts.write(closed, verdicts.decided(id, closed.end()));
                verdicts.closed(closed);
            }
            hush.release(id);
        }
        if (!over.isEmpty() && open.isEmpty()) {
            // What opened the alert is told; a new alert needs new evidence.
            profile.spent();
        }
        dirty |= !over.isEmpty();
        scheduleClose();
        return !over.isEmpty();
    }

    private void put(Episode.Identity identity, Episode.Open episode) {
        open.put(key(identity), episode);
        dirty = true;
        scheduleClose();
    }

    private void scheduleClose() {
        nextClose = Long.MAX_VALUE;
        for (Episode.Open episode : open.values()) {
            nextClose = Math.min(nextClose, episode.closesAt(context.alerts()));
        }
    }

    private static String key(Episode.Identity identity) {
        String credential = identity.credentialId();
        return credential == null ? ORGANISATION : credential;
    }

    /** Open alerts, detected in [from, until), about one credential through which a little more goes out than should. */
    int trickles(long from, long until) {
        int trickles = 0;
        for (Episode.Open episode : open.values()) {
            Episode.Identity identity = episode.identity();
            boolean then = identity.detectedAt() >= from && identity.detectedAt() < until;
            trickles += then && identity.scope() == Scope.CREDENTIAL && trickle(episode) ? 1 : 0;
        }
        return trickles;
    }

    private static boolean trickle(Episode.Open episode) {
        boolean bulk = episode.shape() == Shape.HARVEST || episode.shape() == Shape.RESALE;
        return bulk && episode.findings().stream().anyMatch(finding -> Detectors.seesTrickles(finding.detector()));
    }

    /** Those that are still open at an event time when nothing more is found until then. */
    void collectOpenAt(long time, List<OpenAlert> into) {
        for (Episode.Open episode : open.values()) {
            UUID id = episode.identity().alertId();
            if (!hush.untold(id) && episode.closesAt(context.alerts()) > time) {
                into.add(new OpenAlert(id, windows.organisationId(), episode.severity()));
            }
        }
    }

    void collect(List<OpenAlert> into) {
        for (Episode.Open episode : open.values()) {
            UUID id = episode.identity().alertId();
            if (!hush.untold(id)) {
                into.add(new OpenAlert(id, windows.organisationId(), episode.severity()));
            }
        }
    }

    void writeChanges(StateWriter writer, WindowState.Sink sink) {
        verdicts.writeChanges(writer, sink);
        hush.writeChanges(writer, sink);
        if (!dirty) {
            return;
        }
        dirty = false;
        int slot = 0;
        for (Episode.Open episode : open.values()) {
            sink.put(KIND, slot++, EpisodeState.toBytes(episode, writer));
        }
        for (int gone = slot; gone < stored; gone++) {
            sink.put(KIND, gone, null);
        }
        stored = slot;
    }

    void restore(int kind, long slot, byte[] value) {
        if (kind == Verdicts.KIND) {
            verdicts.restore(value);
            return;
        }
        if (kind == Hush.KIND) {
            hush.restore(value);
            return;
        }
        restoring.put(slot, EpisodeState.of(value));
        stored = Math.max(stored, (int) slot + 1);
    }

    /** Puts the pieces back in the order they stood in. */
    void restored() {
        restoring.values().forEach(episode -> put(episode.identity(), episode));
        restoring.clear();
        dirty = false;
    }
}
