// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.alert;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nidwatch.detect.Detectors;
import org.nidwatch.detect.Finding;
import org.nidwatch.detect.Shape;

/**
 * One stretch of abuse. It opens with the first finding, stays open as long as anything is found, and closes after a
 * quiet period: a sustained scrape is never learned away. A transition is a method of the state that allows it.
 */
public sealed interface Episode {

    /** What the episode is, fixed at its opening. Times are event time, milliseconds. */
    record Identity(
            UUID alertId,
            String organisationId,
            Scope scope,
            @Nullable String credentialId,
            long start,
            long detectedAt) {
        /** The identity of an episode that starts at the given time. */
        public static Identity of(
                String organisationId, Scope scope, @Nullable String credentialId, long start, long detectedAt) {
            return of(organisationId, scope, credentialId, start, detectedAt, "");
        }

        /** The identity of an alert about one thing, which is no episode of abuse and never mistaken for one. */
        public static Identity of(
                String organisationId,
                Scope scope,
                @Nullable String credentialId,
                long start,
                long detectedAt,
                String about) {
            UUID id = AlertId.of(organisationId, scope, credentialId, start, about);
            return new Identity(id, organisationId, scope, credentialId, start, detectedAt);
        }
    }

    /** Who and since when. */
    Identity identity();

    /** Severity so far; it only rises. */
    Severity severity();

    /** What each detector saw at its strongest, strongest first. */
    List<Finding> findings();

    /** What went out. */
    Exposure exposure();

    /** Records exposed when the alert opened. */
    long recordsBeforeAlert();

    /** Emissions so far, this one included, less one. */
    int sequence();

    /**
     * Findings still come, or came within the quiet period.
     *
     * @param shape of the strongest finding when it opened
     * @param lastFoundAt event time of the newest finding
     * @param lastEmittedAt event time of the newest emission
     * @param emittedRecords records exposed as last emitted
     */
    record Open(
            Identity identity,
            Severity severity,
            Shape shape,
            List<Finding> findings,
            Exposure exposure,
            long recordsBeforeAlert,
            int sequence,
            long lastFoundAt,
            long lastEmittedAt,
            long emittedRecords)
            implements Episode {

        /** The first state of an episode. */
        public static Open opened(
                Identity identity, Severity severity, Shape shape, List<Finding> findings, Exposure exposure) {
            long records = exposure.recordsExposed();
            long at = identity.detectedAt();
            return new Open(
                    identity, severity, shape, strongest(findings, List.of()), exposure, records, 0, at, at, records);
        }

        /** More was found at the given time. */
        public Open found(List<Finding> more, long time) {
            return new Open(
                    identity,
                    severity,
                    shape,
                    more.isEmpty() ? findings : strongest(findings, more),
                    exposure,
                    recordsBeforeAlert,
                    sequence,
                    Math.max(lastFoundAt, time),
                    lastEmittedAt,
                    emittedRecords);
        }

        /** The same about one thing: what it is about is not part of its own bytes. */
        public Open about(String thing) {
            Identity known = identity;
            return with(
                    Identity.of(
                            known.organisationId(),
                            known.scope(),
                            known.credentialId(),
                            known.start(),
                            known.detectedAt(),
                            thing),
                    shape);
        }

        /** A decoy was asked for in it: from now on it is that. */
        public Open turned(Shape now) {
            return with(identity, now);
        }

        private Open with(Identity who, Shape what) {
            return new Open(
                    who,
                    severity,
                    what,
                    findings,
                    exposure,
                    recordsBeforeAlert,
                    sequence,
                    lastFoundAt,
                    lastEmittedAt,
                    emittedRecords);
        }

        /** The severity has risen: emit at once. */
        public Open escalated(Severity higher, long time) {
            if (higher.compareTo(severity) <= 0) {
                throw new IllegalStateException("Illegal escalation from " + severity + " to " + higher);
            }
            return emitted(higher, time);
        }

        /** As severe as it is by what is known now; it never falls. */
        public Severity severityNow(AlertSettings settings) {
            Severity now = SeverityRule.of(shape, findings, exposure.recordsExposed(), settings);
            return now.compareTo(severity) > 0 ? now : severity;
        }

        /** It is told for the first time only now: a silence held it back. It stays what its opening found. */
        public Open told(AlertSettings settings, long time) {
            return new Open(
                    identity,
                    severityNow(settings),
                    shape,
                    findings,
                    exposure,
                    recordsBeforeAlert,
                    0,
                    lastFoundAt,
                    time,
                    exposure.recordsExposed());
        }

        /** The alert has grown and the interval is over: emit. */
        public Open updated(long time) {
            return emitted(severity, time);
        }

        private Open emitted(Severity now, long time) {
            return new Open(
                    identity,
                    now,
                    shape,
                    findings,
                    exposure,
                    recordsBeforeAlert,
                    sequence + 1,
                    lastFoundAt,
                    time,
                    exposure.recordsExposed());
        }

        /** Whether an update is due at the given time: the interval is over, and more was found and went out since. */
        public boolean updateDue(AlertSettings settings, long time) {
            return time - lastEmittedAt >= settings.updateInterval().toMillis()
                    && lastFoundAt > lastEmittedAt
                    && exposure.recordsExposed() > emittedRecords;
        }

        /** The event time at which it closes if nothing more is found. */
        public long closesAt(AlertSettings settings) {
            boolean learned = findings.stream().anyMatch(finding -> Detectors.learned(finding.detector()));
            return lastFoundAt + (learned ? settings.learnedQuietPeriod() : settings.quietPeriod()).toMillis();
        }

        /** Nothing was found for the quiet period. */
        public Closed closed(AlertSettings settings) {
            return new Closed(
                    identity,
                    severity,
                    shape,
                    findings,
                    exposure,
                    recordsBeforeAlert,
                    sequence + 1,
                    closesAt(settings));
        }

        /** A person decided at the given time that it is over. */
        public Closed ended(AlertSettings settings, long time) {
            long end = Math.max(lastFoundAt, Math.min(time, closesAt(settings)));
            return new Closed(identity, severity, shape, findings, exposure, recordsBeforeAlert, sequence + 1, end);
        }

        private static List<Finding> strongest(List<Finding> known, List<Finding> more) {
            List<Finding> merged = new ArrayList<>(known);
            for (Finding finding : more) {
                merged.removeIf(
                        other -> other.detector().equals(finding.detector()) && other.score() <= finding.score());
                if (merged.stream().noneMatch(other -> other.detector().equals(finding.detector()))) {
                    merged.add(finding);
                }
            }
            merged.sort(Comparator.comparing((Finding finding) -> Detectors.evidenceOnly(finding.detector()))
                    .thenComparingDouble(finding -> -finding.score())
                    .thenComparing(Finding::detector));
            return List.copyOf(merged);
        }
    }

    /**
     * Over.
     *
     * @param end event time at which it ended
     */
    record Closed(
            Identity identity,
            Severity severity,
            Shape shape,
            List<Finding> findings,
            Exposure exposure,
            long recordsBeforeAlert,
            int sequence,
            long end)
            implements Episode {}

    /** What the abuse looks like. */
    Shape shape();
}
