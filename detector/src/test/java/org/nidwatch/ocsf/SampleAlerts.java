// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ocsf;

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

/** Alerts to be told to others. */
public final class SampleAlerts {
    /** When their episode began, milliseconds since the epoch. */
    public static final long START = Instant.parse("2026-03-01T08:00:00Z").toEpochMilli();

    private SampleAlerts() {}

    /** An alert of a credential of bank-042, in this phase. */
    public static ScrapingAlert of(Phase phase, Severity severity, Shape shape) {
        return of(new UUID(1, 2), "bank-042", phase.ordinal(), phase, severity, shape, Mode.LIVE);
    }

    /** An alert of a credential of an organisation. */
    public static ScrapingAlert of(
            UUID id, String organisation, int sequence, Phase phase, Severity severity, Shape shape, Mode mode) {
        return new ScrapingAlert(
                id,
                sequence,
                phase,
                organisation,
                Scope.CREDENTIAL,
                "key-7",
                severity,
                0.97,
                shape,
                START,
                phase == Phase.CLOSED ? START + 3_600_000 : null,
                START,
                START + 360_000,
                START + 270_000,
                mode,
                2_500,
                2_000,
                0.033,
                1_234,
                410,
                List.of(
                        finding("miss-ratio", 1.5, "Credential key-7 asked about 20 numbers, and 15 do not exist."),
                        finding("credential-volume", 1.1, "Credential key-7 fetched 15 people.")),
                List.of(new ScrapingAlert.Share("key-7", 2_325, 0.93), new ScrapingAlert.Share("key-8", 100, 0.04)),
                List.of(
                        new ScrapingAlert.Share("10.0.0.1", 2_000, 0.8),
                        new ScrapingAlert.Share("2001:db8::7", 400, 0.16),
                        new ScrapingAlert.Share("gateway-3", 100, 0.04)),
                List.of(new Token(1, 2)),
                new ScrapingAlert.ReplayRef("nid.queries", 3, 100, 2_600),
                12.5,
                "abc",
                "Bank 42: numbers are walked or guessed.",
                "deploy/triage/miss-ratio.md",
                List.of(),
                List.of());
    }

    /** An alert about several organisations, with next to nothing in it that can be left out. */
    public static ScrapingAlert together(List<String> members, List<UUID> alerts) {
        return new ScrapingAlert(
                new UUID(3, 4),
                0,
                Phase.OPENED,
                ScrapingAlert.FEDERATION,
                Scope.FEDERATION,
                null,
                Severity.CRITICAL,
                0.5,
                Shape.HARVEST,
                START,
                null,
                START,
                START + 300_000,
                START + 300_000,
                Mode.LIVE,
                2_500,
                2_000,
                0,
                12_340,
                410,
                List.of(finding("spread-harvest", 1.5, "Several stand nearer to their alarms.")),
                List.of(),
                List.of(),
                List.of(),
                null,
                4,
                "abc",
                "Several organisations: records are pulled through them together.",
                "deploy/triage/spread-harvest.md",
                members,
                alerts);
    }

    private static Finding finding(String detector, double score, String sentence) {
        return new Finding(detector, 15, 1.25, 10, score, "numbers", Duration.ofHours(1), sentence);
    }
}
