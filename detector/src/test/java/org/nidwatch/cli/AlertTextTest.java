// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.Severity;

class AlertTextTest {
    private final AlertText plain = new AlertText(ZoneId.of("Asia/Dhaka"), false);

    @Test
    void aBlockAnswersWhatAnAnalystAsks() {
        assertThat(plain.of(Alerts.of("bank-042", Phase.OPENED, Severity.HIGH))).isEqualToNormalizingNewlines("""
                        HIGH     opened    2026-03-01 14:05:00  bank-042 / key-7  enumeration
                          Bank 42: numbers are walked.
                          since     2026-03-01 14:00:00 (Asia/Dhaka), seen after 5 min
                          exposed   1,234 records, 410 before the alert; 2,000 citizens asked about (±3.3%) in 2,500 queries
                          sure      97%
                          seen by   miss-ratio (1.5 x threshold), block-fill (1.1 x threshold)
                          also      Half of them do not exist.
                          by        key-7 (93%), key-8 (4.0%)
                          from      10.0.0.1 (100%)
                          next      deploy/triage/miss-ratio.md
                          proof     alert 00000000-0000-0001-0000-000000000002; nid.queries, partition 3, offsets 100 to 2600""");
    }

    @Test
    void anAlertAboutSeveralNamesThemAndTheirOwnAlerts() {
        assertThat(plain.of(Alerts.together(List.of("bank-01", "telecom-02"), List.of(new UUID(3, 4)))))
                .startsWith("HIGH     opened    2026-03-01 14:05:00  *  enumeration")
                .contains("  members   bank-01, telecom-02" + System.lineSeparator())
                .contains("  alerts    00000000-0000-0003-0000-000000000004" + System.lineSeparator());
    }

    @Test
    void whatGoesOnIsOneLineAndWhatEndsSaysHow() {
        assertThat(plain.of(Alerts.of("bank-042", Phase.UPDATED, Severity.HIGH)))
                .isEqualTo(
                        "HIGH     updated   2026-03-01 14:05:00  bank-042 / key-7  enumeration  1,234 records exposed, "
                                + "2,500 queries since 2026-03-01 14:00:00  [00000000]");
        assertThat(plain.of(Alerts.of("bank-042", Phase.CLOSED, Severity.HIGH)))
                .endsWith("since 2026-03-01 14:00:00, ended 2026-03-01 15:00:00  [00000000]" + System.lineSeparator()
                        + "  Bank 42: numbers are walked.");
    }

    @Test
    void coloursTheSeverityAndNothingElse() {
        String text = new AlertText(ZoneId.of("UTC"), true).of(Alerts.of("bank-042", Phase.OPENED, Severity.CRITICAL));

        assertThat(text).startsWith("\u001b[1;97;41mCRITICAL\u001b[0m opened");
        assertThat(text.substring(30)).doesNotContain("\u001b");
    }

    @Test
    void anIdentifierCannotSteerTheTerminalOrForgeALine() {
        String text = plain.of(Alerts.of("bank\u001b[2J\nCRITICAL opened", Phase.OPENED, Severity.LOW));

        assertThat(text).startsWith("LOW      opened    2026-03-01 14:05:00  bank?[2J?CRITICAL opened / key-7");
        assertThat(text.lines().filter(line -> line.startsWith("CRITICAL"))).isEmpty();
    }

    @Test
    void longSentencesAreBrokenBetweenWords() {
        String wrapped = Wrapped.text("  a ", "    ", "one two three", 11);

        assertThat(wrapped).isEqualToNormalizingNewlines("  a one two\n    three");
    }
}
