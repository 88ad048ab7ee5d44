// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.Scope;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.alert.Severity;
import org.nidwatch.detect.Finding;
import org.nidwatch.detect.Shape;
import org.nidwatch.intake.Token;

/** {@link ScrapingAlert}, with the wall clock of its writing. */
final class AlertTranslation implements Translation<ReadAlert, org.nidwatch.event.ScrapingAlert> {
    @Override
    public org.nidwatch.event.ScrapingAlert toAvro(ReadAlert read) {
        ScrapingAlert alert = read.alert();
        return new org.nidwatch.event.ScrapingAlert(
                alert.alertId().toString(),
                alert.sequence(),
                org.nidwatch.event.Phase.valueOf(alert.phase().name()),
                alert.organisationId(),
                org.nidwatch.event.Scope.valueOf(alert.scope().name()),
                alert.credentialId(),
                org.nidwatch.event.Severity.valueOf(alert.severity().name()),
                alert.confidence(),
                org.nidwatch.event.Shape.valueOf(alert.shape().name()),
                Instant.ofEpochMilli(alert.episodeStart()),
                instant(alert.episodeEnd()),
                Instant.ofEpochMilli(alert.windowStart()),
                Instant.ofEpochMilli(alert.windowEnd()),
                Instant.ofEpochMilli(alert.detectedAt()),
                Instant.ofEpochMilli(read.emittedAtMillis()),
                org.nidwatch.event.Mode.valueOf(alert.mode().name()),
                alert.queries(),
                alert.distinctSubjects(),
                alert.distinctSubjectsError(),
                alert.recordsExposed(),
                alert.recordsExposedBeforeAlert(),
                alert.findings().stream().map(AlertTranslation::finding).toList(),
                shares(alert.topCredentials()),
                shares(alert.topSourceAddresses()),
                alert.sampleSubjects().stream()
                        .map(token -> new org.nidwatch.event.Token(token.bytes()))
                        .toList(),
                replayRef(alert.replayRef()),
                alert.baselineAgeDays(),
                alert.settingsVersion(),
                alert.summary(),
                alert.runbook(),
                alert.memberOrganisations(),
                alert.memberAlerts().stream().map(UUID::toString).toList());
    }

    @Override
    public ReadAlert fromAvro(org.nidwatch.event.ScrapingAlert record) {
        Instant end = record.getEpisodeEnd();
        ScrapingAlert alert = new ScrapingAlert(
                UUID.fromString(record.getAlertId()),
                record.getSequence(),
                Phase.valueOf(record.getPhase().name()),
                record.getOrganisationId(),
                Scope.valueOf(record.getScope().name()),
                record.getCredentialId(),
                Severity.valueOf(record.getSeverity().name()),
                record.getConfidence(),
                Shape.valueOf(record.getShape().name()),
                record.getEpisodeStart().toEpochMilli(),
                end == null ? null : end.toEpochMilli(),
                record.getWindowStart().toEpochMilli(),
                record.getWindowEnd().toEpochMilli(),
                record.getDetectedAt().toEpochMilli(),
                Mode.valueOf(record.getMode().name()),
                record.getQueries(),
                record.getDistinctSubjects(),
                record.getDistinctSubjectsError(),
                record.getRecordsExposed(),
                record.getRecordsExposedBeforeAlert(),
                record.getFindings().stream().map(AlertTranslation::finding).toList(),
                readShares(record.getTopCredentials()),
                readShares(record.getTopSourceAddresses()),
                record.getSampleSubjects().stream()
                        .map(token -> Token.of(token.bytes()))
                        .toList(),
                replayRef(record.getReplayRef()),
                record.getBaselineAgeDays(),
                record.getSettingsVersion(),
                record.getSummary(),
                record.getRunbook(),
                List.copyOf(record.getMemberOrganisations()),
                record.getMemberAlerts().stream().map(UUID::fromString).toList());
        return new ReadAlert(alert, record.getEmittedAt().toEpochMilli());
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }

    private static org.nidwatch.event.Finding finding(Finding finding) {
        return new org.nidwatch.event.Finding(
                finding.detector(),
                finding.observed(),
                finding.expected(),
                finding.threshold(),
                finding.score(),
                finding.unit(),
                finding.window().toString(),
                finding.sentence());
    }

    private static Finding finding(org.nidwatch.event.Finding finding) {
        return new Finding(
                finding.getDetector(),
                finding.getObserved(),
                finding.getExpected(),
                finding.getThreshold(),
                finding.getScore(),
                finding.getUnit(),
                Duration.parse(finding.getWindow()),
                finding.getSentence());
    }

    private static List<org.nidwatch.event.Share> shares(List<ScrapingAlert.Share> shares) {
        return shares.stream()
                .map(share -> new org.nidwatch.event.Share(share.id(), share.queries(), share.share()))
                .toList();
    }

    private static List<ScrapingAlert.Share> readShares(List<org.nidwatch.event.Share> shares) {
        return shares.stream()
                .map(share -> new ScrapingAlert.Share(share.getId(), share.getQueries(), share.getShare()))
                .toList();
    }

    private static org.nidwatch.event.@Nullable ReplayRef replayRef(ScrapingAlert.@Nullable ReplayRef ref) {
        return ref == null
                ? null
                : new org.nidwatch.event.ReplayRef(ref.topic(), ref.partition(), ref.firstOffset(), ref.lastOffset());
    }

    private static ScrapingAlert.@Nullable ReplayRef replayRef(org.nidwatch.event.@Nullable ReplayRef ref) {
        return ref == null
                ? null
                : new ScrapingAlert.ReplayRef(
                        ref.getTopic(), ref.getPartition(), ref.getFirstOffset(), ref.getLastOffset());
    }
}
