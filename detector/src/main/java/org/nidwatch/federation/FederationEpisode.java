// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.federation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.AlertSettings;
import org.nidwatch.alert.Episode;
import org.nidwatch.alert.EpisodeState;
import org.nidwatch.alert.Exposure;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.Scope;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.alert.Severity;
import org.nidwatch.alert.SeverityRule;
import org.nidwatch.detect.Finding;
import org.nidwatch.federation.Member.Field;
import org.nidwatch.policy.Disposition;
import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;

/**
 * The one alert of the federation that may be open, with its members. What is found while it is open joins it: the findings
 * tell different acts apart. Records are those that its members fetched above what is usual for them since it began.
 */
final class FederationEpisode {
    private static final int VERSION = 1;
    private static final long NONE = Long.MIN_VALUE;

    private final AlertSettings settings;
    private final Function<String, @Nullable Member> organisations;
    private final FederationAlert writer;
    private final FederationVerdicts verdicts;
    private final TreeMap<String, Part> parts = new TreeMap<>();
    private Episode.@Nullable Open open;
    private long startTick;
    private long numbers;
    private int emittedMembers;
    private boolean dirty;
    /** End of the last alert, milliseconds: no later one begins before it. */
    private long lastEnd = NONE;

    private boolean endDirty;

    /** What one member contributed and did since the start. */
    private static final class Part {
        double contribution;
        double queries;
        double subjects;
        double aboveUsual;
    }

    FederationEpisode(
            AlertSettings settings,
            Function<String, @Nullable Member> organisations,
            FederationVerdicts verdicts,
            FederationAlert writer) {
        this.settings = settings;
        this.organisations = organisations;
        this.verdicts = verdicts;
        this.writer = writer;
    }

    Episode.@Nullable Open open() {
        return open;
    }

    boolean concerns(String organisationId) {
        return parts.containsKey(organisationId);
    }

    /** Counts the tick for the members, then takes what was found in it, then tells what has grown or ended. */
    void tick(long tick, List<Reading> readings) {
        if (open != null) {
            parts.forEach((id, part) -> count(id, part, tick - 1, tick));
            dirty = true;
        }
        long end = (tick + 1) * OrganisationDigest.TICK_MILLIS;
        decide(end);
        List<Reading> news = verdicts.unexplained(readings, end);
        if (!news.isEmpty()) {
            found(news, tick, end);
        }
        grow(end);
        close(end);
    }

    /** Lets what an analyst decided about the open alert take effect. */
    void decide(long time) {
        Episode.Open known = open;
        Disposition disposition =
                known == null ? null : verdicts.decided(known.identity().alertId(), time);
        if (known == null || disposition == null || !disposition.verdict().closes()) {
            return;
        }
        Episode.Closed closed = known.ended(settings, time);
        emit(closed, Phase.CLOSED, closed.end(), disposition);
        verdicts.closedBy(disposition, closed, parts.keySet());
        over(closed.end());
    }

    private void over(long end) {
        lastEnd = end;
        endDirty = true;
        open = null;
        parts.clear();
        dirty = true;
    }

    private void found(List<Reading> readings, long tick, long end) {
        long before = startTick;
        if (open == null) {
            parts.clear();
            numbers = 0;
            before = readings.stream().mapToLong(Reading::startTick).min().orElse(tick);
            if (lastEnd != NONE) {
                // What reaches back over an alert that is over begins with what is new.
                before = Math.min(tick, Math.max(before, OrganisationDigest.tickOf(lastEnd - 1) + 1));
            }
            startTick = before;
        }
        boolean bounded = numbers < Long.MAX_VALUE;
        long most = 0;
        for (Reading reading : readings) {
            bounded &= reading.numbers() < Long.MAX_VALUE;
            most = Math.max(most, reading.numbers());
            join(reading, tick);
        }
        numbers = bounded ? Math.max(numbers, most) : Long.MAX_VALUE;
        List<Finding> findings = readings.stream().map(Reading::finding).toList();
        Episode.Open known = open;
        if (known == null) {
            openEpisode(readings, findings, end);
        } else {
            open = known.found(findings, end);
        }
        dirty = true;
    }

    private void join(Reading reading, long tick) {
        reading.contributions().forEach((id, contribution) -> {
            Part part = parts.get(id);
            if (part == null) {
                part = new Part();
                parts.put(id, part);
                count(id, part, Math.max(startTick - 1, tick - Member.DAY), tick);
            }
            // Units differ between signals; what counts is the order among those found together.
            part.contribution = Math.max(part.contribution, contribution);
        });
    }

    private void count(String id, Part part, long from, long to) {
        Member member = organisations.apply(id);
        if (member == null) {
            return;
        }
        part.queries += member.sum(Field.QUERIES, from, to);
        part.subjects += member.sum(Field.NEW_SUBJECTS, from, to);
        double usual = 0;
        for (long tick = from + 1; tick <= to; tick++) {
            usual += Math.max(0, member.usual().expected(Math.floorDiv(tick, (long) Member.TICKS_PER_HOUR)));
        }
        part.aboveUsual += member.sum(Field.NEW_EXPOSED, from, to)
                - usual / Member.TICKS_PER_HOUR * member.usual().exposedShare();
    }

    private Exposure exposure(@Nullable Exposure before) {
        double queries = 0;
        double subjects = 0;
        double records = 0;
        for (Part part : parts.values()) {
            queries += part.queries;
            subjects += part.subjects;
            records += Math.max(0, part.aboveUsual);
        }
        long bounded = Math.min(numbers, Math.round(records));
        return new Exposure(
                Math.round(queries),
                Math.round(subjects),
                before == null ? bounded : Math.max(bounded, before.recordsExposed()),
                List.of());
    }

    private void openEpisode(List<Reading> readings, List<Finding> findings, long end) {
        Reading strongest = readings.stream()
                .max(Comparator.comparingDouble(reading -> reading.finding().score()))
                .orElseThrow();
        Episode.Identity identity = Episode.Identity.of(
                ScrapingAlert.FEDERATION,
                Scope.FEDERATION,
                null,
                Math.max(startTick * OrganisationDigest.TICK_MILLIS, lastEnd),
                end);
        Exposure exposure = exposure(null);
        Severity severity = SeverityRule.of(strongest.shape(), findings, exposure.recordsExposed(), settings);
        Episode.Open opened = Episode.Open.opened(identity, severity, strongest.shape(), findings, exposure);
        open = opened;
        emit(opened, Phase.OPENED, end);
    }

    private void grow(long end) {
        Episode.Open known = open;
        if (known == null) {
            return;
        }
        Episode.Open grown = with(known, exposure(known.exposure()));
        Severity severity = SeverityRule.of(
                grown.shape(), grown.findings(), grown.exposure().recordsExposed(), settings);
        open = grown;
        if (severity.compareTo(grown.severity()) > 0) {
            Episode.Open escalated = grown.escalated(severity, end);
            open = escalated;
            emit(escalated, Phase.ESCALATED, end);
        } else if (grown.updateDue(settings, end) || membersGrew(grown, end)) {
            Episode.Open updated = grown.updated(end);
            open = updated;
            emit(updated, Phase.UPDATED, end);
        }
    }

    private boolean membersGrew(Episode.Open episode, long end) {
        return parts.size() > emittedMembers
                && end - episode.lastEmittedAt() >= settings.updateInterval().toMillis();
    }

    private static Episode.Open with(Episode.Open episode, Exposure exposure) {
        return new Episode.Open(
                episode.identity(),
                episode.severity(),
                episode.shape(),
                episode.findings(),
                exposure,
                episode.recordsBeforeAlert(),
                episode.sequence(),
                episode.lastFoundAt(),
                episode.lastEmittedAt(),
                episode.emittedRecords());
    }

    private void close(long end) {
        Episode.Open known = open;
        if (known != null && known.closesAt(settings) <= end) {
            Episode.Closed closed = known.closed(settings);
            emit(
                    closed,
                    Phase.CLOSED,
                    closed.end(),
                    verdicts.decided(closed.identity().alertId(), closed.end()));
            over(closed.end());
        }
    }

    private void emit(Episode episode, Phase phase, long at) {
        emit(episode, phase, at, null);
    }

    private void emit(Episode episode, Phase phase, long at, @Nullable Disposition disposition) {
        emittedMembers = parts.size();
        List<String> members = new ArrayList<>(parts.keySet());
        members.sort(Comparator.comparingDouble((String id) -> -part(id).contribution)
                .thenComparing(Comparator.naturalOrder()));
        Set<UUID> alerts = new HashSet<>();
        for (String id : members) {
            Member member = organisations.apply(id);
            if (member != null) {
                alerts.addAll(member.openAlerts());
            }
        }
        writer.write(episode, phase, at, members, alerts.stream().sorted().toList(), disposition);
    }

    private Part part(String id) {
        Part part = parts.get(id);
        return part == null ? new Part() : part;
    }

    void writeChanges(StateWriter state, FederationState.Sink sink) {
        verdicts.writeChanges(state, sink);
        if (endDirty) {
            endDirty = false;
            sink.put(
                    FederationState.EPISODE_BEFORE,
                    0,
                    state.start(VERSION).number(lastEnd).toBytes());
        }
        if (!dirty) {
            return;
        }
        dirty = false;
        Episode.Open known = open;
        if (known == null) {
            sink.put(FederationState.EPISODE, 0, null);
            sink.put(FederationState.EPISODE_MEMBERS, 0, null);
            return;
        }
        sink.put(FederationState.EPISODE, 0, EpisodeState.toBytes(known, state));
        state.start(VERSION)
                .number(startTick)
                .count(numbers)
                .count(emittedMembers)
                .count(parts.size());
        for (Map.Entry<String, Part> each : parts.entrySet()) {
            Part part = each.getValue();
            state.text(each.getKey()).real(part.contribution).real(part.queries);
            state.real(part.subjects).real(part.aboveUsual);
        }
        sink.put(FederationState.EPISODE_MEMBERS, 0, state.toBytes());
    }

    void restore(int kind, byte[] value) {
        if (kind == FederationState.VERDICTS) {
            verdicts.restore(value);
            return;
        }
        if (kind == FederationState.EPISODE_BEFORE) {
            lastEnd = new StateReader(value, VERSION).number();
            return;
        }
        if (kind == FederationState.EPISODE) {
            open = EpisodeState.of(value);
            return;
        }
        StateReader reader = new StateReader(value, VERSION);
        startTick = reader.number();
        numbers = reader.count();
        emittedMembers = reader.size();
        for (int i = reader.size(); i > 0; i--) {
            Part part = new Part();
            parts.put(reader.text(), part);
            part.contribution = reader.real();
            part.queries = reader.real();
            part.subjects = reader.real();
            part.aboveUsual = reader.real();
        }
    }
}
