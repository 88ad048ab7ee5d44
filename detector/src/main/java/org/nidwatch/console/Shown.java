// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.detect.Finding;
import org.nidwatch.intake.Token;
import org.nidwatch.policy.Canary;
import org.nidwatch.policy.Disposition;
import org.nidwatch.policy.Organisation;
import org.nidwatch.policy.Probe;
import org.nidwatch.policy.Silence;
import org.nidwatch.watch.Coverage;

/** What we know, as the API shows it. */
final class Shown {
    private static final int TOKEN_DIGITS = 8;

    private Shown() {}

    /** JSON knows no infinity. */
    static double finite(double value) {
        return Double.isNaN(value) ? 0 : Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
    }

    static View.ScrapingAlert alert(ScrapingAlert alert, long emittedAt) {
        ScrapingAlert.ReplayRef replay = alert.replayRef();
        return new View.ScrapingAlert(
                alert.alertId(),
                alert.sequence(),
                alert.phase(),
                alert.organisationId(),
                alert.scope(),
                alert.credentialId(),
                alert.severity(),
                finite(alert.confidence()),
                alert.shape(),
                alert.episodeStart(),
                alert.episodeEnd(),
                alert.windowStart(),
                alert.windowEnd(),
                alert.detectedAt(),
                emittedAt,
                alert.mode(),
                alert.queries(),
                alert.distinctSubjects(),
                finite(alert.distinctSubjectsError()),
                alert.recordsExposed(),
                alert.recordsExposedBeforeAlert(),
                alert.findings().stream().map(Shown::finding).toList(),
                shares(alert.topCredentials()),
                shares(alert.topSourceAddresses()),
                alert.sampleSubjects().stream().map(Token::hex).toList(),
                replay == null
                        ? null
                        : new View.ReplayRef(
                                replay.topic(), replay.partition(), replay.firstOffset(), replay.lastOffset()),
                finite(alert.baselineAgeDays()),
                alert.settingsVersion(),
                alert.summary(),
                alert.runbook(),
                alert.memberOrganisations(),
                alert.memberAlerts());
    }

    private static View.Finding finding(Finding finding) {
        return new View.Finding(
                finding.detector(),
                finite(finding.observed()),
                finite(finding.expected()),
                finite(finding.threshold()),
                finite(finding.score()),
                finding.unit(),
                finding.window().toString(),
                finding.sentence());
    }

    private static List<View.Share> shares(List<ScrapingAlert.Share> shares) {
        return shares.stream()
                .map(each -> new View.Share(each.id(), each.queries(), finite(each.share())))
                .toList();
    }

    static View.AlertSummary summary(
            AlertEntry entry, String name, View.@Nullable DispositionSummary decided, List<String> silencedBy) {
        ScrapingAlert alert = entry.newest();
        return new View.AlertSummary(
                entry.id(),
                alert.organisationId(),
                name,
                alert.scope(),
                alert.credentialId(),
                alert.severity(),
                alert.shape(),
                finite(alert.confidence()),
                alert.phase(),
                entry.open(),
                alert.sequence(),
                alert.episodeStart(),
                alert.episodeEnd(),
                entry.detectedAt(),
                entry.emittedAt(),
                alert.queries(),
                alert.distinctSubjects(),
                alert.recordsExposed(),
                alert.recordsExposedBeforeAlert(),
                alert.findings().stream().map(Finding::detector).toList(),
                alert.summary(),
                decided,
                silencedBy);
    }

    static View.DispositionSummary decision(Disposition disposition) {
        return new View.DispositionSummary(
                disposition.verdict(), disposition.analyst(), disposition.note(), disposition.decidedAt());
    }

    static View.@Nullable Declared declared(@Nullable Organisation organisation) {
        return organisation == null
                ? null
                : new View.Declared(
                        organisation.id(),
                        organisation.name(),
                        organisation.sector(),
                        organisation.declaredQuotaPerDay(),
                        organisation.workingHours(),
                        organisation.contacts(),
                        organisation.calendar().stream()
                                .map(each -> new View.CalendarEntry(
                                        each.from(), each.until(), finite(each.ceiling()), each.note()))
                                .toList(),
                        organisation.declaredCustomers());
    }

    static View.Silence silence(Silence silence, long now) {
        View.SilenceState state = now < silence.from()
                ? View.SilenceState.TO_COME
                : silence.holds(now) ? View.SilenceState.IN_FORCE : View.SilenceState.OVER;
        return new View.Silence(
                silence.id(),
                silence.organisationId(),
                silence.detector(),
                silence.from(),
                silence.until(),
                silence.ceiling(),
                silence.approver(),
                silence.reason(),
                state);
    }

    static View.Coverage coverage(Coverage span) {
        return new View.Coverage(span.from(), span.to(), span.partition(), span.organisationId(), span.cause());
    }

    static View.Probe probe(Probe probe, long now, List<UUID> alerts) {
        View.ProbeState state = now < probe.from()
                ? View.ProbeState.TO_COME
                : now <= probe.until() ? View.ProbeState.OPEN : View.ProbeState.OVER;
        return new View.Probe(probe.id(), probe.askedAt(), probe.from(), probe.until(), probe.note(), state, alerts);
    }

    static View.Canary canary(Canary canary) {
        return new View.Canary(canary.token().hex().substring(0, TOKEN_DIGITS), canary.label(), canary.plantedFor());
    }
}
