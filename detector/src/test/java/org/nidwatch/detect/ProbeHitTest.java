// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Operation;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Token;
import org.nidwatch.policy.Probe;

class ProbeHitTest extends DetectorContract {
    private static final Token PERSON = new Token(0x3fa9c1d200000000L, 7);
    private static final long ASKED = 1_780_000_000_000L;

    @Override
    Detector detector() {
        return new ProbeHit();
    }

    @Override
    OrganisationPicture scrape(int strength) {
        return answering("operator-3", "10.0.0.7", 4_200);
    }

    private static OrganisationPicture answering(String operator, String address, long delay) {
        NidQuery query = new NidQuery(
                "e",
                ASKED + delay,
                "bank-1",
                "k1",
                operator,
                address,
                Operation.RETRIEVE,
                Outcome.DISCLOSED,
                1,
                PERSON,
                null,
                0,
                null);
        Probe probe = new Probe(PERSON, ASKED, ASKED + 120_000, "bot 7", 120_000);
        return new OrganisationPicture(Pictures.steady()).answering(probe, query);
    }

    private Finding find(OrganisationPicture picture) {
        Assessment assessment = new Assessment();
        detector().examine(picture, assessment);
        assertThat(assessment.credentialId()).isEqualTo("k1");
        return Detectors.finding(detector(), picture, assessment);
    }

    @Test
    void namesWhoAskedFromWhereAndHowLate() {
        assertThat(find(answering("operator-3", "10.0.0.7", 4_200)).sentence())
                .isEqualTo(
                        "bank-1, credential k1, operator operator-3, address 10.0.0.7, made 1 query about the person of"
                                + " probe 3fa9c1d2-6a18a500 4.2 s after it was asked (bot 7).");
    }

    @Test
    void saysWhatIsNotKnownAndThatClocksDiffer() {
        assertThat(find(answering(null, null, -1_500)).sentence())
                .contains("operator not told, address not told")
                .contains("1.5 s before it was asked, by clocks that may differ");
    }

    @Test
    void itsAlertIsAboutTheProbeAndTheCredential() {
        OrganisationPicture picture = answering(null, null, 1);
        Assessment assessment = new Assessment();
        detector().examine(picture, assessment);
        assertThat(detector().about(picture, assessment)).isEqualTo("probe 3fa9c1d2-6a18a500 k1");
    }
}
