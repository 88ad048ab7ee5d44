// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.Scope;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.alert.Severity;
import org.nidwatch.detect.Finding;
import org.nidwatch.detect.Shape;
import org.nidwatch.intake.Token;

/** Alerts to show. */
final class Alerts {
    private static final long START = Instant.parse("2026-03-01T08:00:00Z").toEpochMilli();

    private Alerts() {}

    static ScrapingAlert of(String organisation, Phase phase, Severity severity) {
        return of(new UUID(1, 2), organisation, phase, severity);
    }

    static ScrapingAlert of(UUID id, String organisation, Phase phase, Severity severity) {
        return new ScrapingAlert(
                id,
                phase.ordinal(),
                phase,
                organisation,
                Scope.CREDENTIAL,
                "key-7",
                severity,
                0.97,
                Shape.ENUMERATION,
                START,
                phase == Phase.CLOSED ? START + 3_600_000 : null,
                START,
                START + 300_000,
                START + 300_000,
                Mode.LIVE,
                2_500,
                2_000,
                0.033,
                1_234,
                410,
                List.of(
                        finding("miss-ratio", 1.5, "numbers are walked."),
                        finding("block-fill", 1.1, "Half of them do not exist.")),
                List.of(new ScrapingAlert.Share("key-7", 2_325, 0.93), new ScrapingAlert.Share("key-8", 100, 0.04)),
                List.of(new ScrapingAlert.Share("10.0.0.1", 2_500, 1)),
                List.of(new Token(1, 2)),
                new ScrapingAlert.ReplayRef("nid.queries", 3, 100, 2_600),
                0,
                "abc",
                "Bank 42: numbers are walked.",
                "deploy/triage/miss-ratio.md",
                List.of(),
                List.of());
    }

    /** An alert about several organisations. */
    static ScrapingAlert together(List<String> members, List<UUID> alerts) {
        return new ScrapingAlert(
                new UUID(1, 2),
                0,
                Phase.OPENED,
                ScrapingAlert.FEDERATION,
                Scope.FEDERATION,
                null,
                Severity.HIGH,
                0.97,
                Shape.ENUMERATION,
                START,
                null,
                START,
                START + 300_000,
                START + 300_000,
                Mode.LIVE,
                2_500,
                2_000,
                0,
                1_234,
                410,
                List.of(finding("split-walk", 1.5, "One walk is split over them.")),
                List.of(),
                List.of(),
                List.of(),
                null,
                4,
                "abc",
                "2 organisations (bank-01, telecom-02): numbers are walked through them together.",
                "deploy/triage/split-walk.md",
                members,
                alerts);
    }

    private static Finding finding(String detector, double score, String sentence) {
        return new Finding(detector, 15, 1, 10, score, "numbers", Duration.ofHours(1), sentence);
    }
}
