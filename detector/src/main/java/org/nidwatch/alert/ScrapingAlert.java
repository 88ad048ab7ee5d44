// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.alert;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nidwatch.detect.Finding;
import org.nidwatch.detect.Shape;
import org.nidwatch.intake.Token;

/**
 * One emission of an alert's life, as the schema of the same name describes it. Everything here is a function of event
 * time; the wall clock ({@code emitted_at}) is added where it is written. Times are milliseconds since the epoch.
 */
public record ScrapingAlert(
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
        Mode mode,
        long queries,
        long distinctSubjects,
        double distinctSubjectsError,
        long recordsExposed,
        long recordsExposedBeforeAlert,
        List<Finding> findings,
        List<Share> topCredentials,
        List<Share> topSourceAddresses,
        List<Token> sampleSubjects,
        @Nullable ReplayRef replayRef,
        double baselineAgeDays,
        String settingsVersion,
        String summary,
        String runbook,
        List<String> memberOrganisations,
        List<UUID> memberAlerts) {
    /** Most organisations, and most alerts of theirs, named in an alert of scope FEDERATION. */
    public static final int MEMBERS = 200;

    /** Stands for the organisation where an alert is about several: no organisation's name, so nobody's silence. */
    public static final String FEDERATION = "*";

    /** One contributor and its part of the organisation's queries in the last 24 hours, share within 0..1. */
    public record Share(String id, long queries, double share) {}

    /** Where the events of the episode stand. */
    public record ReplayRef(String topic, int partition, long firstOffset, long lastOffset) {}
}
