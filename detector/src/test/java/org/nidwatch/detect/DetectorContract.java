// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.nidwatch.policy.Organisation;

/** What every detector must do. A detector's test extends this and says what its scrape looks like. */
abstract class DetectorContract {
    private static final Pattern NID = Pattern.compile("(?<![\\d,.])\\d{10}(?!\\d)|\\d{13}|\\d{17}");

    abstract Detector detector();

    /** A picture of its scrape; strength 1 is at the threshold or just above, 3 is plain. */
    abstract OrganisationPicture scrape(int strength);

    /** A picture of steady honest work of a middle-sized bank. */
    static OrganisationPicture steady() {
        return new OrganisationPicture(Pictures.steady()).with(declared(20_000), null);
    }

    static Organisation declared(long quota) {
        return new Organisation("bank-1", "First Bank", "bank", quota, null, List.of());
    }

    private Assessment look(OrganisationPicture picture) {
        Assessment assessment = new Assessment();
        detector().examine(picture, assessment);
        return assessment;
    }

    @Test
    void isSilentWhenNothingHappened() {
        Assessment assessment = look(new OrganisationPicture(new FakeWindows()));
        assertThat(assessment.fired()).isFalse();
        assertThat(assessment.score()).isBetween(0.0, 1.0);
    }

    @Test
    void isSilentOnSteadyWork() {
        assertThat(look(steady()).score()).isLessThan(0.9);
    }

    @Test
    void speaksOfItsOwnScrape() {
        assertThat(look(scrape(1)).fired()).isTrue();
    }

    @Test
    void saysTheSameOfTheSamePicture() {
        OrganisationPicture picture = scrape(2);
        assertThat(look(picture).score()).isEqualTo(look(picture).score());
    }

    @Test
    void strongerEvidenceNeverLowersTheScore() {
        assertThat(look(scrape(1)).score()).isLessThanOrEqualTo(look(scrape(2)).score());
        assertThat(look(scrape(2)).score()).isLessThanOrEqualTo(look(scrape(3)).score());
    }

    @Test
    void explainsItselfInOneSentenceWithNumbersButNoCitizen() {
        OrganisationPicture picture = scrape(3);
        Assessment assessment = look(picture);
        Finding finding = Detectors.finding(detector(), picture, assessment);
        assertThat(finding.observed()).isGreaterThanOrEqualTo(finding.threshold());
        assertThat(finding.expected()).isLessThan(finding.threshold());
        assertThat(finding.sentence()).endsWith(".").contains(Words.number(finding.observed()));
        assertThat(NID.matcher(finding.sentence()).find()).isFalse();
        assertThat(finding.unit()).isNotBlank();
    }
}
