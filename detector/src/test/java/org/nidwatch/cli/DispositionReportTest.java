// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.alert.Severity;
import org.nidwatch.policy.Disposition;
import org.nidwatch.policy.Disposition.Verdict;

class DispositionReportTest {
    private final List<ScrapingAlert> alerts = new ArrayList<>();
    private final Map<UUID, Disposition> dispositions = new HashMap<>();

    @Test
    void anAlertCountsForTheDetectorThatLeadsIt() {
        for (int i = 0; i < 12; i++) {
            decided(Alerts.of(new UUID(0, i), "bank-" + i, Phase.CLOSED, Severity.HIGH), verdict(i));
        }
        decided(Alerts.together(List.of("bank-1", "bank-2"), List.of()), Verdict.TRUE_POSITIVE);
        alerts.add(Alerts.of(new UUID(7, 7), "bank-9", Phase.OPENED, Severity.LOW));
        dispositions.put(new UUID(8, 8), disposition(new UUID(8, 8), Verdict.TEST));

        DispositionReport report = new DispositionReport(alerts, dispositions);

        assertThat(report.table()).isEqualToNormalizingNewlines("""
                DETECTOR    TRUE  FALSE  BENIGN  TEST  PRECISION  95 % INTERVAL
                miss-ratio  8     1      2       1     73 %       43 to 90 %
                split-walk  1     0      0       0     -          21 to 100 %    too few to judge (1 of 10)
                all         9     1      2       1     75 %       47 to 91 %
                """);
        assertThat(report.summary())
                .isEqualTo("13 of 14 alerts decided. PRECISION is TRUE of TRUE, FALSE and BENIGN; tests do not count.");
        assertThat(report.json())
                .startsWith("{\"alerts\":14,\"decided\":13,\"detectors\":[{\"detector\":\"miss-ratio\","
                        + "\"true_positive\":8,\"false_positive\":1,\"benign\":2,\"test\":1,\"precision\":0.727")
                .contains(
                        "{\"detector\":\"split-walk\",\"true_positive\":1,\"false_positive\":0,\"benign\":0,\"test\":0,"
                                + "\"precision\":null,\"low\":0.20");
    }

    @Test
    void nothingDecidedIsSaid() {
        alerts.add(Alerts.of(new UUID(7, 7), "bank-9", Phase.OPENED, Severity.LOW));

        DispositionReport report = new DispositionReport(alerts, dispositions);

        assertThat(report.table().lines()).hasSize(1);
        assertThat(report.summary()).startsWith("0 of 1 alert decided.");
        assertThat(report.json()).endsWith("\"precision\":null,\"low\":null,\"high\":null}}");
    }

    private static Verdict verdict(int i) {
        return i < 8 ? Verdict.TRUE_POSITIVE : i == 8 ? Verdict.FALSE_POSITIVE : i < 11 ? Verdict.BENIGN : Verdict.TEST;
    }

    private void decided(ScrapingAlert alert, Verdict verdict) {
        alerts.add(alert);
        dispositions.put(alert.alertId(), disposition(alert.alertId(), verdict));
    }

    private static Disposition disposition(UUID alert, Verdict verdict) {
        return new Disposition(alert, verdict, "me", "", "bank", 0);
    }
}
