// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import java.time.Duration;
import java.util.ArrayList;
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
import org.nidwatch.policy.CalendarEntry;
import org.nidwatch.policy.Organisation;
import org.nidwatch.policy.Silence;
import org.nidwatch.watch.OrganisationActivity;

/** What a feed may bring. */
final class Things {
    /** When everything happens. */
    static final long NOW = 1_767_225_600_000L;

    private Things() {}

    static UUID id(int number) {
        return new UUID(0x1234_5678_0000_5000L, 0x8000_0000_0000_0000L + number);
    }

    static ScrapingAlert alert(int number, int sequence, Phase phase, Severity severity) {
        return alert(id(number), sequence, phase, severity, "bank-" + number % 3, NOW - 600_000 + number, Mode.LIVE);
    }

    static ScrapingAlert alert(
            UUID id, int sequence, Phase phase, Severity severity, String organisation, long detected, Mode mode) {
        return new ScrapingAlert(
                id,
                sequence,
                phase,
                organisation,
                Scope.CREDENTIAL,
                "key-7",
                severity,
                0.97,
                Shape.ENUMERATION,
                detected - 300_000,
                phase == Phase.CLOSED ? detected + 60_000 : null,
                detected - 300_000,
                detected,
                detected,
                mode,
                2_500,
                2_000,
                0.033,
                400 + sequence,
                41,
                List.of(new Finding(
                        "miss-ratio",
                        0.9,
                        0.02,
                        Double.POSITIVE_INFINITY,
                        1.5,
                        "share",
                        Duration.ofHours(1),
                        "Half miss.")),
                List.of(new ScrapingAlert.Share("key-7", 2_325, 0.93)),
                List.of(new ScrapingAlert.Share("192.0.2.1", 2_500, 1)),
                List.of(new Token(1, 2)),
                new ScrapingAlert.ReplayRef("nid.queries", 3, 100, 2_600),
                12.5,
                "abc",
                "Numbers are walked through " + organisation + ".",
                "deploy/README.md#enumeration",
                List.of(),
                List.of());
    }

    static OrganisationActivity activity(String organisation, long minute, long queries, int risk) {
        return new OrganisationActivity(
                organisation,
                minute,
                queries,
                queries / 2.0,
                90,
                queries,
                7,
                6,
                5,
                4,
                3,
                risk,
                List.of(
                        new OrganisationActivity.DetectorScore("block-fill", 0.1, 1, 10, "numbers"),
                        new OrganisationActivity.DetectorScore("miss-ratio", risk / 100.0, risk, 100, "share")),
                id(1),
                12_000L,
                10_000L,
                minute);
    }

    static Organisation organisation(String id) {
        return new Organisation(id, "Name of " + id, "bank", 50_000L, "09:00-17:00", new ArrayList<>(List.of("soc")))
                .withCalendar(List.of(new CalendarEntry(NOW, NOW + 1, 0.1, "Eid")))
                .withCustomers(2_000_000L);
    }

    static Silence silence(String organisation, long from, long until) {
        return new Silence(organisation, null, from, until, null, "amina", "load test agreed by phone");
    }
}
