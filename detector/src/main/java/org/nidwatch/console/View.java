// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.Scope;
import org.nidwatch.alert.Severity;
import org.nidwatch.console.ConsoleInlet.FeedState;
import org.nidwatch.detect.Shape;
import org.nidwatch.policy.Disposition.Verdict;
import org.nidwatch.watch.Coverage.Cause;

/**
 * The API's JSON objects: field for field the schemas of the same names in openapi.json, which says what they mean. Names are
 * written in snake_case; times are milliseconds since the epoch.
 */
interface View {
    record FieldError(String field, String detail) {}

    record Problem(
            String type,
            String title,
            int status,
            String detail,
            @Nullable List<FieldError> errors) implements View {}

    record Me(
            @Nullable String name,
            String role,
            String authentication,
            boolean analystRequired,
            @Nullable Long expiresAt)
            implements View {}

    /** In capitals, as the severities are. */
    record SeverityCounts(int critical, int high, int medium, int low) {}

    record Kept(int kept, int limit, long dropped) {}

    record Feed(FeedState state, String reason, @Nullable Long asOf, long unreadable) {}

    record Status(
            String instance,
            String version,
            String zone,
            long now,
            long startedAt,
            boolean live,
            boolean ready,
            String reason,
            boolean behind,
            long lagRecords,
            long lagLimit,
            boolean blind,
            int blindSpans,
            @Nullable Long newestMinute,
            int partitions,
            int partitionsWatched,
            int registryWaiting,
            Feed feed,
            Kept organisations,
            Kept alerts,
            Kept coverage,
            int streams,
            SeverityCounts open,
            double budgetPerDay,
            int openedLastDay,
            int openedLastWeek,
            long defaultCeiling,
            long longestSilenceMillis,
            int activityMinutes,
            List<String> detectors)
            implements View {}

    record OrganisationSummary(
            String id,
            String name,
            String sector,
            boolean declared,
            @Nullable Long minute,
            @Nullable Integer risk,
            @Nullable String riskDetector,
            @Nullable Long queries,
            @Nullable Double expected,
            long queriesLastHour,
            @Nullable Double expectedLastHour,
            int openAlerts,
            @Nullable Severity worstOpen,
            int silences) {}

    record OrganisationList(long asOf, List<OrganisationSummary> organisations, long dropped) implements View {}

    record CalendarEntry(long from, long until, double ceiling, String note) {}

    record Declared(
            String id,
            String name,
            String sector,
            @Nullable Long declaredQuotaPerDay,
            @Nullable String workingHours,
            List<String> contacts,
            List<CalendarEntry> calendar,
            @Nullable Long declaredCustomers) {}

    record DetectorScore(
            String detector,
            double score,
            double observed,
            double threshold,
            String unit,
            double highestScore,
            long highestAt) {}

    record Activity(
            List<Long> minutes,
            List<Long> queries,
            List<@Nullable Double> expected,
            List<Long> disclosed,
            List<Long> notFound,
            List<Integer> risk) {}

    record LatestActivity(
            long minute,
            long queries,
            @Nullable Double expected,
            long distinctSubjects,
            long disclosed,
            long notFound,
            long mismatched,
            long denied,
            long late,
            int credentials,
            int risk,
            @Nullable UUID openAlertId,
            @Nullable Long citizensAnswered,
            @Nullable Long declaredCustomers,
            @Nullable Long outgrowsAt) {}

    record OrganisationDetail(
            OrganisationSummary organisation,
            @Nullable Declared declared,
            @Nullable LatestActivity latest,
            @Nullable Long highestSince,
            List<DetectorScore> detectors,
            Activity activity,
            List<AlertSummary> alerts,
            List<Silence> silences)
            implements View {}

    record DispositionSummary(Verdict verdict, String analyst, String note, long decidedAt) {}

    record AlertSummary(
            UUID alertId,
            String organisationId,
            String organisationName,
            Scope scope,
            @Nullable String credentialId,
            Severity severity,
            Shape shape,
            double confidence,
            Phase phase,
            boolean open,
            int sequence,
            long episodeStart,
            @Nullable Long episodeEnd,
            long detectedAt,
            long emittedAt,
            long queries,
            long distinctSubjects,
            long recordsExposed,
            long recordsExposedBeforeAlert,
            List<String> detectors,
            String summary,
            @Nullable DispositionSummary disposition,
            List<String> silencedBy)
            implements View {}

    record Finding(
            String detector,
            double observed,
            double expected,
            double threshold,
            double score,
            String unit,
            String window,
            String sentence) {}

    record Share(String id, long queries, double share) {}

    record ReplayRef(String topic, int partition, long firstOffset, long lastOffset) {}

    record ScrapingAlert(
            UUID alertId,
            int sequence,
            Phase phase,
            String organisationId,
            Scope scope,
            @Nullable String credentialId,
            Severity severity,
            double confidence,
            Shape shape,
            long episodeStart,
            @Nullable Long episodeEnd,
            long windowStart,
            long windowEnd,
            long detectedAt,
            long emittedAt,
            Mode mode,
            long queries,
            long distinctSubjects,
            double distinctSubjectsError,
            long recordsExposed,
            long recordsExposedBeforeAlert,
            List<Finding> findings,
            List<Share> topCredentials,
            List<Share> topSourceAddresses,
            List<String> sampleSubjects,
            @Nullable ReplayRef replayRef,
            double baselineAgeDays,
            String settingsVersion,
            String summary,
            String runbook,
            List<String> memberOrganisations,
            List<UUID> memberAlerts) {}

    record Emission(
            int sequence,
            Phase phase,
            Severity severity,
            long emittedAt,
            long queries,
            long distinctSubjects,
            long recordsExposed,
            String summary) {}

    record AlertDetail(
            ScrapingAlert alert,
            String organisationName,
            boolean open,
            List<Emission> timeline,
            boolean timelineComplete,
            List<DispositionSummary> dispositions,
            List<Silence> silences,
            @Nullable Declared declared)
            implements View {}

    record AlertList(
            List<AlertSummary> alerts, @Nullable String nextCursor, int total, SeverityCounts open, long dropped)
            implements View {}

    record Disposition(
            UUID alertId, Verdict verdict, String analyst, String note, String organisationId, long decidedAt)
            implements View {}

    /** Whether it holds. */
    enum SilenceState {
        TO_COME,
        IN_FORCE,
        OVER
    }

    record Silence(
            String id,
            String organisation,
            @Nullable String detector,
            long from,
            long until,
            @Nullable Long ceiling,
            String approver,
            String reason,
            SilenceState state)
            implements View {}

    record SilenceList(List<Silence> silences, long dropped) implements View {}

    record Coverage(
            long from,
            long to,
            @Nullable Integer partition,
            @Nullable String organisation,
            Cause cause) implements View {}

    record CoverageList(long from, long until, List<Coverage> spans, long blindMillis, long dropped) implements View {}

    /** Whether a query answers it now. */
    enum ProbeState {
        TO_COME,
        OPEN,
        OVER
    }

    record Probe(String id, long askedAt, long from, long until, String note, ProbeState state, List<UUID> alerts) {}

    record ProbeList(List<Probe> probes, long dropped) implements View {}

    record Canary(String id, String label, @Nullable String plantedFor) {}

    record CanaryList(List<Canary> canaries, int total) implements View {}

    record ActivityEvent(List<OrganisationSummary> organisations) implements View {}

    record SilenceEvent(String id, @Nullable Silence silence) implements View {}

    record DispositionEvent(UUID alertId, @Nullable DispositionSummary disposition) implements View {}

    record ResetEvent(String reason) implements View {}
}
