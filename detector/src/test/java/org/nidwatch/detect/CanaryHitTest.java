// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nidwatch.intake.Token;
import org.nidwatch.policy.Canary;

class CanaryHitTest {
    private final Detector detector = new CanaryHit();

    private Finding find(Canary canary) {
        OrganisationPicture picture =
                new OrganisationPicture(Pictures.steady()).with(DetectorContract.declared(20_000), canary);
        Assessment assessment = new Assessment();
        detector.examine(picture, assessment);
        assertThat(assessment.fired()).isTrue();
        return Detectors.finding(detector, picture, assessment);
    }

    @Test
    void oneQueryIsEnough() {
        assertThat(find(new Canary(new Token(1, 2), "decoy 3", null)).sentence())
                .isEqualTo("Credential k1 asked for the decoy \"decoy 3\", a number that belongs to nobody and that no"
                        + " honest work needs.");
    }

    @Test
    void saysForWhomItWasPlanted() {
        assertThat(find(new Canary(new Token(1, 2), "", "telecom-2")).sentence())
                .endsWith(
                        "It was planted for telecom-2 alone and not for this organisation: telecom-2 is the likely source"
                                + " of the leak it came from.");
        assertThat(find(new Canary(new Token(1, 2), "", "bank-1")).sentence())
                .endsWith("It was planted for this organisation alone.");
    }

    @Test
    void isSilentOnHonestSubjects() {
        Assessment assessment = new Assessment();
        detector.examine(DetectorContract.steady(), assessment);
        assertThat(assessment.score()).isZero();
    }
}
