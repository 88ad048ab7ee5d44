// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.alert.Severity;

/** What a reader of the alerts knows: holds every emission against the life that an alert may have. */
final class Book {
    /** Detectors whose alerts are about one thing each, and stand beside episodes. */
    private static final Set<String> SINGLE = Set.of("probe-hit", "coverage-growth");

    private Map<UUID, ScrapingAlert> open = new HashMap<>();
    private Map<UUID, ScrapingAlert> committed = new HashMap<>();
    private final Set<UUID> closed = new HashSet<>();
    private final List<UUID> closedSince = new ArrayList<>();

    /** Takes one emission in; throws what is wrong with it. */
    void take(ScrapingAlert alert) {
        ScrapingAlert before = open.get(alert.alertId());
        if (alert.phase() == Phase.OPENED) {
            opened(alert, before);
        } else {
            goesOn(alert, before);
        }
        if (alert.phase() == Phase.CLOSED) {
            open.remove(alert.alertId());
            closed.add(alert.alertId());
            closedSince.add(alert.alertId());
            require(
                    alert.episodeEnd() != null && alert.episodeEnd() >= alert.episodeStart(),
                    alert,
                    "ends before it began");
        } else {
            open.put(alert.alertId(), alert);
            require(alert.episodeEnd() == null, alert, "has an end and is not over");
        }
        require(
                alert.severity() != null && alert.confidence() >= 0 && alert.confidence() <= 1,
                alert,
                "has no confidence");
        require(!alert.findings().isEmpty(), alert, "has no finding");
        require(alert.recordsExposed() >= 0 && alert.queries() >= 0, alert, "counts below zero");
    }

    private void opened(ScrapingAlert alert, ScrapingAlert before) {
        require(before == null, alert, "opened twice");
        require(!closed.contains(alert.alertId()), alert, "opened again after it was closed");
        require(alert.sequence() == 0, alert, "opened with sequence " + alert.sequence());
        if (!single(alert)) {
            for (ScrapingAlert other : open.values()) {
                require(
                        single(other)
                                || !other.organisationId().equals(alert.organisationId())
                                || !Objects.equals(other.credentialId(), alert.credentialId()),
                        alert,
                        "opened beside " + other.alertId() + " of the same key");
            }
        }
    }

    private static void goesOn(ScrapingAlert alert, ScrapingAlert before) {
        require(before != null, alert, "was not open");
        require(alert.sequence() == before.sequence() + 1, alert, "follows sequence " + before.sequence());
        require(
                alert.organisationId().equals(before.organisationId())
                        && Objects.equals(alert.credentialId(), before.credentialId())
                        && alert.scope() == before.scope()
                        && alert.episodeStart() == before.episodeStart()
                        && alert.detectedAt() == before.detectedAt(),
                alert,
                "is about something else than it opened about");
        require(
                alert.recordsExposedBeforeAlert() == before.recordsExposedBeforeAlert(),
                alert,
                "changes what was exposed before it");
        require(alert.recordsExposed() >= before.recordsExposed(), alert, "takes exposed records back");
        Severity was = before.severity();
        require(alert.severity().compareTo(was) >= 0, alert, "falls from " + was);
        require(alert.phase() != Phase.ESCALATED || alert.severity() != was, alert, "escalates to what it was");
        require(alert.phase() != Phase.UPDATED || alert.severity() == was, alert, "rises without saying so");
    }

    private static boolean single(ScrapingAlert alert) {
        return SINGLE.contains(alert.findings().get(0).detector());
    }

    private static void require(boolean holds, ScrapingAlert alert, String otherwise) {
        if (!holds) {
            throw new Broken("alert " + alert.alertId() + " " + alert.phase() + " of " + alert.organisationId() + "/"
                    + alert.credentialId() + " " + otherwise);
        }
    }

    /** The open ones, as told. */
    Set<UUID> open() {
        return open.keySet();
    }

    List<ScrapingAlert> openAlerts() {
        return List.copyOf(open.values());
    }

    void commit() {
        committed = new HashMap<>(open);
        closedSince.clear();
    }

    /** What was told since the last commit was never told. */
    void crash() {
        open = new HashMap<>(committed);
        closedSince.forEach(closed::remove);
        closedSince.clear();
    }
}
