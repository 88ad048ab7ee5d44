// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.Episode;
import org.nidwatch.alert.Severity;
import org.nidwatch.detect.Detectors;
import org.nidwatch.detect.Finding;
import org.nidwatch.detect.Shape;
import org.nidwatch.policy.AuditRecord;
import org.nidwatch.policy.Silence;
import org.nidwatch.policy.SilenceTable;
import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;
import org.nidwatch.window.WindowState;

/**
 * The alerts of one organisation that silences hold back. Episodes go on as ever; only their telling waits. Bounded by the open
 * alerts (25) and the silences of an organisation (64): below 4 kB, and nothing while no silence holds anything back.
 */
final class Hush {
    /** Its kind of state. */
    static final int KIND = WindowState.KINDS + 7;

    /** Not yet time to tell. */
    static final long NOT_YET = Long.MIN_VALUE;

    private static final int VERSION = 1;

    private final WatchContext context;
    private final String organisationId;
    private final Map<UUID, Held> held = new TreeMap<>();
    private final Map<String, Tally> today = new TreeMap<>();
    private long dayStart = Long.MAX_VALUE;
    private long dayEnd = Long.MAX_VALUE;
    private boolean dirty;

    /** An open alert that is held back: by whom, and what is in it so far. */
    private static final class Held {
        final String silence;
        final boolean told;
        long records;
        long closesAt;
        Severity severity;
        boolean over;

        Held(String silence, boolean told, long records, long closesAt, Severity severity, boolean over) {
            this.silence = silence;
            this.told = told;
            this.records = records;
            this.closesAt = closesAt;
            this.severity = severity;
            this.over = over;
        }
    }

    /** What a silence hid today, of alerts that it holds back no more. */
    private static final class Tally {
        long alerts;
        long records;
        Severity highest = Severity.LOW;
    }

    Hush(WatchContext context, String organisationId) {
        this.context = context;
        this.organisationId = organisationId;
    }

    /** Whether anything is held back, or is still to be told of what was. */
    boolean any() {
        return dayEnd != Long.MAX_VALUE;
    }

    /** Whether nobody has heard of this alert yet. */
    boolean untold(UUID alertId) {
        Held known = held.get(alertId);
        return known != null && !known.told;
    }

    /**
     * Whether a silence holds the telling of this alert back; if so, that is noted.
     *
     * @param told whether somebody has heard of the alert before
     */
    boolean holds(Episode.Open alert, long time, boolean told) {
        UUID id = alert.identity().alertId();
        Silence silence = silence(alert, time);
        Held known = held.get(id);
        if (silence == null) {
            return false;
        }
        if (known == null || !known.silence.equals(silence.id())) {
            if (known == null) {
                context.output().silenced(organisationId);
            } else {
                settle(known);
            }
            begin(time);
            held.put(id, new Held(silence.id(), told, 0, 0, alert.severity(), false));
            dirty = true;
        }
        note(alert);
        return true;
    }

    private void note(Episode.Open alert) {
        Held known = held.get(alert.identity().alertId());
        long closesAt = alert.closesAt(context.alerts());
        if (known != null && (known.records != records(alert) || known.closesAt != closesAt)) {
            known.records = records(alert);
            known.closesAt = closesAt;
            known.severity = alert.severityNow(context.alerts());
            dirty = true;
        }
    }

    private @Nullable Silence silence(Episode.Open alert, long time) {
        if (alert.shape() == Shape.CANARY || alert.shape() == Shape.PROBE) {
            return null; // a decoy or a probe is proof: nobody may agree not to hear it
        }
        for (Silence silence : context.policy().silences(organisationId)) {
            if (silence.holds(time) && covers(silence, alert) && records(alert) <= ceiling(silence)) {
                return silence;
            }
        }
        return null;
    }

    private static long records(Episode.Open alert) {
        return alert.exposure().recordsExposed();
    }

    private long ceiling(Silence silence) {
        Long ceiling = silence.ceiling();
        return ceiling == null ? context.alerts().highRecords() : ceiling;
    }

    private static boolean covers(Silence silence, Episode.Open alert) {
        for (Finding finding : alert.findings()) {
            if (!silence.covers(finding.detector()) && !Detectors.evidenceOnly(finding.detector())) {
                return false;
            }
        }
        return true;
    }

    /**
     * When an alert that is held back sounds: at the end of its silence, or now when it outgrew the silence. An alert that was
     * told before needs no telling: it goes on being told.
     *
     * @return event time; {@link #NOT_YET} when nothing is to be told
     */
    long soundsAt(Episode.Open alert, long time) {
        UUID id = alert.identity().alertId();
        Held known = held.get(id);
        if (known == null || known.over) {
            return NOT_YET;
        }
        boolean told = known.told;
        for (int i = 0; i <= SilenceTable.MOST; i++) {
            long end = end(known.silence);
            // As of the silence's end, not of the moment at which somebody looked: what follows is the same on replay.
            long at = end <= time ? Math.max(end, alert.identity().detectedAt()) : time;
            if (at >= alert.closesAt(context.alerts())) {
                return NOT_YET;
            }
            if (!holds(alert, at, told)) {
                release(id);
                return told ? NOT_YET : at;
            }
            Held next = held.get(id);
            if (next == null || next == known) {
                return NOT_YET;
            }
            known = next; // another silence took over, and may be over, too
        }
        return NOT_YET;
    }

    private long end(String silenceId) {
        for (Silence silence : context.policy().silences(organisationId)) {
            if (silence.id().equals(silenceId)) {
                return silence.until();
            }
        }
        return Long.MAX_VALUE; // taken back: it ends now
    }

    /** The alert is over, or a silence no longer holds it. */
    void release(UUID alertId) {
        Held known = held.remove(alertId);
        if (known != null) {
            settle(known);
            dirty = true;
        }
    }

    private void settle(Held known) {
        if (known.over) {
            return;
        }
        Tally tally = today.computeIfAbsent(known.silence, id -> new Tally());
        tally.alerts++;
        tally.records += known.records;
        tally.highest = known.severity.compareTo(tally.highest) > 0 ? known.severity : tally.highest;
    }

    /** When the day ends on which something was held back; Long.MAX_VALUE when nothing was. */
    long dayEnd() {
        return dayEnd;
    }

    /** Tells what was hidden on the day, which is over. */
    void endDay() {
        for (Held each : held.values()) {
            settle(each);
            each.over |= each.closesAt <= dayEnd;
        }
        today.forEach(this::audit);
        today.clear();
        if (held.values().stream().allMatch(each -> each.over)) {
            dayStart = Long.MAX_VALUE;
            dayEnd = Long.MAX_VALUE;
        } else {
            day(dayEnd);
        }
        dirty = true;
    }

    private void audit(String silence, Tally tally) {
        String note = String.format(
                Locale.ROOT,
                "On %s it held back %,d %s up to %s with %,d %s exposed so far.",
                Instant.ofEpochMilli(dayStart).atZone(zone()).toLocalDate(),
                tally.alerts,
                tally.alerts == 1 ? "alert" : "alerts",
                tally.highest,
                tally.records,
                tally.records == 1 ? "record" : "records");
        context.output()
                .audit(new AuditRecord(
                        dayEnd,
                        AuditRecord.DETECTOR,
                        AuditRecord.Action.SILENCE_HID,
                        organisationId,
                        silence,
                        note,
                        tally.alerts,
                        tally.records));
    }

    private void begin(long time) {
        if (dayEnd == Long.MAX_VALUE) {
            day(time);
        }
    }

    private void day(long time) {
        LocalDate date = Instant.ofEpochMilli(time).atZone(zone()).toLocalDate();
        dayStart = date.atStartOfDay(zone()).toInstant().toEpochMilli();
        dayEnd = date.plusDays(1).atStartOfDay(zone()).toInstant().toEpochMilli();
    }

    private ZoneId zone() {
        return context.zone();
    }

    void writeChanges(StateWriter writer, WindowState.Sink sink) {
        if (!dirty) {
            return;
        }
        dirty = false;
        if (held.isEmpty() && today.isEmpty()) {
            sink.put(KIND, 0, null);
            return;
        }
        writer.start(VERSION).number(dayStart).number(dayEnd).count(held.size());
        for (Map.Entry<UUID, Held> each : held.entrySet()) {
            UUID id = each.getKey();
            Held one = each.getValue();
            writer.fixed(id.getMostSignificantBits()).fixed(id.getLeastSignificantBits());
            writer.text(one.silence).raw(one.told ? 1 : 0).raw(one.over ? 1 : 0);
            writer.count(one.records).number(one.closesAt).text(one.severity.name());
        }
        writer.count(today.size());
        today.forEach((silence, tally) ->
                writer.text(silence).count(tally.alerts).count(tally.records).text(tally.highest.name()));
        sink.put(KIND, 0, writer.toBytes());
    }

    void restore(byte[] value) {
        StateReader reader = new StateReader(value, VERSION);
        dayStart = reader.number();
        dayEnd = reader.number();
        for (int i = reader.size(); i > 0; i--) {
            UUID id = new UUID(reader.fixed(), reader.fixed());
            String silence = reader.text();
            boolean told = reader.raw() == 1;
            boolean over = reader.raw() == 1;
            held.put(
                    id,
                    new Held(silence, told, reader.count(), reader.number(), Severity.valueOf(reader.text()), over));
        }
        for (int i = reader.size(); i > 0; i--) {
            Tally tally = new Tally();
            today.put(reader.text(), tally);
            tally.alerts = reader.count();
            tally.records = reader.count();
            tally.highest = Severity.valueOf(reader.text());
        }
    }
}
