// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.alert.Severity;

/**
 * One alert: its newest emission, the steps of its life, and what it was at every revision of the book, so that pages asked for
 * one after the other show one moment. Not thread-safe.
 */
final class AlertEntry {
    /** Steps kept: the first, and the newest. */
    static final int STEPS = 64;

    private final UUID id;
    private final long detectedAt;
    private final long firstRevision;

    /** By severity: the revision from which on it was at least that. */
    private final long[] reached = new long[Severity.values().length];

    private final TreeMap<Integer, View.Emission> steps = new TreeMap<>();
    private long closedRevision = Long.MAX_VALUE;
    private ScrapingAlert newest;
    private long emittedAt;
    private boolean forgotSteps;

    AlertEntry(ScrapingAlert alert, long emittedAt, long revision) {
        id = alert.alertId();
        detectedAt = alert.detectedAt();
        firstRevision = revision;
        Arrays.fill(reached, Long.MAX_VALUE);
        newest = alert;
        this.emittedAt = emittedAt;
        step(alert, emittedAt);
        renew(alert, emittedAt, revision);
    }

    /** Hears an emission; answers whether it is the newest. */
    boolean hear(ScrapingAlert alert, long at, long revision) {
        step(alert, at);
        if (alert.sequence() <= newest.sequence()) {
            return false;
        }
        renew(alert, at, revision);
        return true;
    }

    private void renew(ScrapingAlert alert, long at, long revision) {
        newest = alert;
        emittedAt = at;
        for (int i = 0; i <= alert.severity().ordinal(); i++) {
            reached[i] = Math.min(reached[i], revision);
        }
        if (alert.phase() == Phase.CLOSED) {
            closedRevision = Math.min(closedRevision, revision);
        } else {
            closedRevision = Long.MAX_VALUE;
        }
    }

    private void step(ScrapingAlert alert, long at) {
        steps.putIfAbsent(
                alert.sequence(),
                new View.Emission(
                        alert.sequence(),
                        alert.phase(),
                        alert.severity(),
                        at,
                        alert.queries(),
                        alert.distinctSubjects(),
                        alert.recordsExposed(),
                        alert.summary()));
        if (steps.size() > STEPS) {
            Integer second = steps.higherKey(steps.firstKey());
            if (second != null) {
                steps.remove(second);
                forgotSteps = true;
            }
        }
    }

    UUID id() {
        return id;
    }

    /** As it was first heard of: it does not change while somebody turns pages. */
    long detectedAt() {
        return detectedAt;
    }

    ScrapingAlert newest() {
        return newest;
    }

    long emittedAt() {
        return emittedAt;
    }

    boolean open() {
        return newest.phase() != Phase.CLOSED;
    }

    boolean knownAt(long revision) {
        return firstRevision <= revision;
    }

    boolean openAt(long revision) {
        return closedRevision > revision;
    }

    Severity severityAt(long revision) {
        Severity highest = Severity.LOW;
        for (Severity each : Severity.values()) {
            highest = reached[each.ordinal()] <= revision ? each : highest;
        }
        return highest;
    }

    List<View.Emission> steps() {
        return List.copyOf(steps.values());
    }

    boolean stepsComplete() {
        return !forgotSteps && steps.size() == newest.sequence() + 1;
    }
}
