// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.Episode;
import org.nidwatch.alert.EpisodeState;
import org.nidwatch.alert.Exposure;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.Scope;
import org.nidwatch.alert.SeverityRule;
import org.nidwatch.detect.Assessment;
import org.nidwatch.detect.Detector;
import org.nidwatch.detect.Detectors;
import org.nidwatch.detect.Finding;
import org.nidwatch.detect.OrganisationPicture;
import org.nidwatch.detect.Shape;
import org.nidwatch.intake.Query;
import org.nidwatch.policy.Disposition;
import org.nidwatch.window.OrganisationWindows;
import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;
import org.nidwatch.window.WindowState;

/**
 * Alerts about one thing each: a probe that was answered, a declaration that was outgrown. Told once, at once; they neither
 * join nor feed episodes of abuse, and close after the quiet period. Bounded: {@link #OPEN} open ones (the oldest closes to
 * make room), {@link #TOLD} remembered, at most 15 kB in all but for the open ones' 2 kB each.
 */
final class SingleAlerts {
    /** Its kind of state: what is open by slot, and what was told in slot {@link #OPEN}. */
    static final int KIND = WindowState.KINDS + 6;

    /** Most open at once. */
    static final int OPEN = 16;

    /** Most things remembered as told; one forgotten could be told again. */
    static final int TOLD = 64;

    private static final int VERSION = 1;

    private final WatchContext context;
    private final OrganisationWindows windows;
    private final AlertWriter alerts;
    private final Verdicts verdicts;
    private final Hush hush;
    private final Map<String, Episode.Open> open = new LinkedHashMap<>();
    private final Set<String> told = new LinkedHashSet<>();
    private final SortedMap<Long, byte[]> restoring = new TreeMap<>();
    private int stored;
    private boolean dirty;

    SingleAlerts(WatchContext context, OrganisationWindows windows, AlertWriter alerts, Verdicts verdicts, Hush hush) {
        this.context = context;
        this.windows = windows;
        this.alerts = alerts;
        this.verdicts = verdicts;
        this.hush = hush;
    }

    /** Tells what a detector found about a thing, unless it is told. */
    void found(String about, Detector detector, OrganisationPicture picture, Assessment assessment, Query query) {
        if (!told.add(about)) {
            return;
        }
        dirty = true;
        if (told.size() > TOLD) {
            Iterator<String> oldest = told.iterator();
            oldest.next();
            oldest.remove();
        }
        if (open.size() == OPEN) {
            Map.Entry<String, Episode.Open> oldest = open.entrySet().iterator().next();
            close(oldest.getKey(), oldest.getValue().ended(context.alerts(), Long.MIN_VALUE), null);
        }
        boolean answer = detector.shape() == Shape.PROBE;
        // A late query answers a probe when it was made, not when it came.
        long at = answer ? query.occurredAt() : windows.clock();
        String credential = assessment.credentialId();
        Scope scope = credential == null ? Scope.ORGANISATION : Scope.CREDENTIAL;
        Episode.Identity identity = Episode.Identity.of(windows.organisationId(), scope, credential, at, at, about);
        Exposure exposure = answer
                ? OpeningWindow.of(assessment.window(), true).exposure(windows, credential, query)
                : new Exposure(0, 0, 0, List.of());
        List<Finding> findings = List.of(Detectors.finding(detector, picture, assessment));
        var severity = SeverityRule.of(detector.shape(), findings, exposure.recordsExposed(), context.alerts());
        Episode.Open alert = Episode.Open.opened(identity, severity, detector.shape(), findings, exposure);
        open.put(about, alert);
        if (!hush.holds(alert, at, false)) {
            alerts.write(alert, Phase.OPENED, at);
        }
    }

    /** Tells what a silence held back until the given time; whether there was any. */
    boolean sound(long time) {
        boolean changed = false;
        for (Map.Entry<String, Episode.Open> each : new ArrayList<>(open.entrySet())) {
            long at = hush.soundsAt(each.getValue(), time);
            if (at != Hush.NOT_YET) {
                Episode.Open told = each.getValue().told(context.alerts(), at);
                open.put(each.getKey(), told);
                alerts.write(told, Phase.OPENED, at);
                dirty = true;
                changed = true;
            }
        }
        return changed;
    }

    /** Lets what analysts decided take effect; whether anything did. */
    boolean decide(long time) {
        if (open.isEmpty()) {
            return false;
        }
        boolean changed = false;
        for (Map.Entry<String, Episode.Open> each : List.copyOf(open.entrySet())) {
            Episode.Open alert = each.getValue();
            Disposition disposition = verdicts.due(alert.identity().alertId(), time);
            if (disposition != null) {
                Episode.Closed closed = alert.ended(context.alerts(), time);
                close(each.getKey(), closed, disposition);
                verdicts.closedBy(disposition.verdict(), closed, each.getKey());
                changed = true;
            }
        }
        return changed;
    }

    /** Closes what is over at the given time of the organisation; whether anything was. */
    boolean closeBefore(long time) {
        if (open.isEmpty()) {
            return false;
        }
        boolean changed = false;
        for (Map.Entry<String, Episode.Open> each : List.copyOf(open.entrySet())) {
            Episode.Open alert = each.getValue();
            if (alert.closesAt(context.alerts()) <= time) {
                Episode.Closed closed = alert.closed(context.alerts());
                close(each.getKey(), closed, verdicts.decided(closed.identity().alertId(), closed.end()));
                changed = true;
            }
        }
        return changed;
    }

    private void close(String about, Episode.Closed closed, @Nullable Disposition disposition) {
        open.remove(about);
        UUID id = closed.identity().alertId();
        if (!hush.untold(id)) {
            alerts.write(closed, disposition);
        }
        hush.release(id);
        dirty = true;
    }

    @Nullable
    UUID openAlertId() {
        for (Episode.Open alert : open.values()) {
            UUID id = alert.identity().alertId();
            if (!hush.untold(id)) {
                return id;
            }
        }
        return null;
    }

    void collect(List<OpenAlert> into) {
        for (Episode.Open alert : open.values()) {
            UUID id = alert.identity().alertId();
            if (!hush.untold(id)) {
                into.add(new OpenAlert(id, windows.organisationId(), alert.severity()));
            }
        }
    }

    void writeChanges(StateWriter writer, WindowState.Sink sink) {
        if (!dirty) {
            return;
        }
        dirty = false;
        int slot = 0;
        for (Map.Entry<String, Episode.Open> each : open.entrySet()) {
            byte[] alert = EpisodeState.toBytes(each.getValue(), writer);
            sink.put(
                    KIND,
                    slot++,
                    writer.start(VERSION).text(each.getKey()).bytes(alert).toBytes());
        }
        for (int gone = slot; gone < stored; gone++) {
            sink.put(KIND, gone, null);
        }
        stored = slot;
        writer.start(VERSION).count(told.size());
        told.forEach(writer::text);
        sink.put(KIND, OPEN, writer.toBytes());
    }

    void restore(long slot, byte[] value) {
        if (slot < OPEN) {
            restoring.put(slot, value);
            stored = Math.max(stored, (int) slot + 1);
            return;
        }
        StateReader reader = new StateReader(value, VERSION);
        for (int i = reader.size(); i > 0; i--) {
            told.add(reader.text());
        }
    }

    /** Puts the pieces back in the order they stood in. */
    void restored() {
        for (byte[] value : restoring.values()) {
            StateReader reader = new StateReader(value, VERSION);
            String about = reader.text();
            open.put(about, EpisodeState.of(reader.bytes()).about(about));
        }
        restoring.clear();
    }
}
