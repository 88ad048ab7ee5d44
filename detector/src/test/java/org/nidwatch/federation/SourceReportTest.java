// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nidwatch.federation.OrganisationDigest.Strength;
import org.nidwatch.window.StateWriter;

class SourceReportTest {
    private static final OrganisationDigest DIGEST =
            new OrganisationDigest("bank-1", 700, 3, 2, 1, 1, 0, Strength.NONE, List.of(), 0, List.of(5L), List.of());

    @Test
    void isWrittenAsItWasEverWritten() {
        assertThat(hex(SourceReport.of(3, 6, 702, DIGEST)))
                .isEqualTo("02" + "06" + "06" + "fc0a" + "02" + "1d" + "01" + "0662616e6b2d31" + "f80a" + "0302010100"
                        + "000000" + "00" + "01" + "0000000000000005" + "00");
        assertThat(hex(SourceReport.caughtUp(5, 6, 702))).isEqualTo("02" + "0a" + "06" + "fc0a" + "01");
        assertThat(hex(SourceReport.reached(0, 6, 702))).isEqualTo("02" + "00" + "06" + "fc0a" + "00");
    }

    @Test
    void comesBackAsItWas() {
        for (SourceReport report : List.of(
                SourceReport.of(3, 6, 702, DIGEST),
                SourceReport.of(3, 6, SourceClock.NONE, DIGEST),
                SourceReport.caughtUp(5, 6, SourceClock.NONE),
                SourceReport.reached(0, 1, 702))) {
            assertThat(SourceReport.of(report.toBytes(new StateWriter()))).isEqualTo(report);
        }
    }

    @Test
    void readsADigestOfTheEarlierVersion() {
        SourceReport report = SourceReport.of(DIGEST.toBytes(new StateWriter()));

        assertThat(report.source()).isEqualTo(SourceReport.UNKNOWN);
        assertThat(report.digest()).isEqualTo(DIGEST);
    }

    @Test
    void refusesASourceThatIsNotOne() {
        assertThatThrownBy(() -> SourceReport.reached(6, 6, 1)).hasMessageContaining("source 6 of 6");
    }

    private static String hex(SourceReport report) {
        return HexFormat.of().formatHex(report.toBytes(new StateWriter()));
    }
}
