// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.Scope;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.alert.Severity;
import org.nidwatch.detect.Finding;
import org.nidwatch.detect.Shape;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Token;
import org.nidwatch.policy.AuditRecord;
import org.nidwatch.policy.CalendarEntry;
import org.nidwatch.policy.Canary;
import org.nidwatch.policy.Disposition;
import org.nidwatch.policy.Organisation;
import org.nidwatch.policy.Probe;
import org.nidwatch.policy.Silence;
import org.nidwatch.watch.OrganisationActivity;

/** One of each, with everything filled in, and one of each with everything absent that may be. */
public final class Samples {
    private static final Token TOKEN = new Token(0x0102030405060708L, 0x090a0b0c0d0e0f10L);
    private static final UUID ALERT_ID = UUID.fromString("9a3c6a2e-5b1d-5c3e-8f00-112233445566");

    private Samples() {}

    public static NidQuery query() {
        return new NidQuery(
                "6f2c1a9e-8d9b-4a57-9f0e-1d2c3b4a5968",
                1_700_000_000_123L,
                "bank-01",
                "bank-01-portal",
                "operator-17",
                "203.0.113.9",
                Operation.RETRIEVE,
                Outcome.DISCLOSED,
                12,
                TOKEN,
                new Token(-1, 0),
                3,
                "loan");
    }

    public static NidQuery leanQuery() {
        return new NidQuery(
                "e", 946_684_800_000L, "o", "", null, null, Operation.SEARCH, Outcome.OTHER, 0, null, null, 0, null);
    }

    public static ScrapingAlert alert() {
        return new ScrapingAlert(
                ALERT_ID,
                3,
                Phase.ESCALATED,
                "ব্যাংক-01",
                Scope.CREDENTIAL,
                "bank-01-portal",
                Severity.CRITICAL,
                0.97,
                Shape.ENUMERATION,
                1_700_000_000_000L,
                1_700_000_600_000L,
                1_700_000_000_000L,
                1_700_000_060_000L,
                1_700_000_030_000L,
                Mode.REPLAY,
                12_345,
                11_000,
                0.016,
                9_000,
                120,
                List.of(new Finding(
                        "miss-ratio", 0.97, 0.02, 0.4, 2.4, "share", Duration.ofMinutes(5), "97 of 100 \"missed\"\n")),
                List.of(new ScrapingAlert.Share("bank-01-portal", 12_000, 0.97)),
                List.of(new ScrapingAlert.Share("203.0.113.9", 12_345, 1)),
                List.of(TOKEN, new Token(0, 1)),
                new ScrapingAlert.ReplayRef("nid.queries", 2, 17, 99),
                0,
                "1f2e3d",
                "bank-01 walks the register",
                "runbook.md#enumeration",
                List.of("bank-01", "telecom-02"),
                List.of(new UUID(5, 6)));
    }

    public static ScrapingAlert leanAlert() {
        return new ScrapingAlert(
                ALERT_ID,
                0,
                Phase.OPENED,
                "bank-01",
                Scope.ORGANISATION,
                null,
                Severity.LOW,
                0,
                Shape.UNKNOWN,
                1,
                null,
                2,
                3,
                4,
                Mode.LIVE,
                0,
                0,
                0,
                0,
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                0,
                "",
                "",
                "",
                List.of(),
                List.of());
    }

    public static OrganisationActivity activity() {
        return new OrganisationActivity(
                "bank-01",
                1_700_000_040_000L,
                100,
                20.5,
                90,
                80,
                7,
                6,
                5,
                4,
                3,
                100,
                List.of(new OrganisationActivity.DetectorScore("breadth", 1.5, 90, 60, "citizens")),
                ALERT_ID,
                12_000L,
                10_000L,
                1_700_000_040_000L);
    }

    public static OrganisationActivity leanActivity() {
        return new OrganisationActivity(
                "bank-01", 0, 0, null, 0, 0, 0, 0, 0, 0, 0, 0, List.of(), null, null, null, null);
    }

    public static Organisation organisation() {
        return new Organisation("bank-01", "First Bank", "bank", 50_000L, "09:00-17:00", List.of("soc@bank.example"))
                .withCalendar(List.of(
                        new CalendarEntry(1_700_000_000_000L, 1_700_086_400_000L, 0.1, "Eid"),
                        new CalendarEntry(1_700_100_000_000L, 1_700_200_000_000L, 3, "")))
                .withCustomers(2_000_000L);
    }

    public static Organisation leanOrganisation() {
        return new Organisation("bank-02", "", "", null, null, List.of());
    }

    public static Canary canary() {
        return new Canary(TOKEN, "decoy 1", "bank-01");
    }

    public static Probe probe() {
        return new Probe(TOKEN, 1_700_000_000_000L, 1_700_000_240_000L, "bot 7, desk 2", 60_000);
    }

    public static Probe leanProbe() {
        return new Probe(TOKEN, 0, 0, "", 0);
    }

    public static Disposition disposition() {
        return new Disposition(
                ALERT_ID, Disposition.Verdict.FALSE_POSITIVE, "analyst-7", "stale list", "bank-01", 1_700_000_000_000L);
    }

    public static Disposition leanDisposition() {
        return new Disposition(ALERT_ID, Disposition.Verdict.TRUE_POSITIVE, "", "", "", 0);
    }

    public static Silence silence() {
        return new Silence(
                "bank-01", "miss-ratio", 1_700_000_000_000L, 1_700_086_400_000L, 500L, "amina", "load test until six");
    }

    public static Silence leanSilence() {
        return new Silence("bank-02", null, 0, 1, null, "a", "r");
    }

    public static AuditRecord audit() {
        return new AuditRecord(
                1_700_000_000_000L,
                AuditRecord.DETECTOR,
                AuditRecord.Action.SILENCE_HID,
                "bank-01",
                "bank-01/all/6553f100",
                "It held back 2 alerts.",
                2L,
                120L);
    }

    public static AuditRecord leanAudit() {
        return AuditRecord.done(0, "", AuditRecord.Action.OTHER, "", "", "");
    }

    public static Canary leanCanary() {
        return new Canary(TOKEN, "", null);
    }
}
