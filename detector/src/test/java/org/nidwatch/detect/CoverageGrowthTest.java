// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoverageGrowthTest extends DetectorContract {
    @Override
    Detector detector() {
        return new CoverageGrowth(CoverageGrowth.Settings.DEFAULTS);
    }

    @Override
    OrganisationPicture scrape(int strength) {
        return picture(11_000L * strength, 10_000L);
    }

    private static OrganisationPicture picture(long answered, Long customers) {
        FakeWindows windows = Pictures.steady();
        windows.answered = answered;
        return new OrganisationPicture(windows).with(declared(20_000).withCustomers(customers), null);
    }

    private Assessment look(OrganisationPicture picture) {
        Assessment assessment = new Assessment();
        detector().examine(picture, assessment);
        return assessment;
    }

    @Test
    void whatTheErrorOfTheCountExplainsIsNoGrowth() {
        assertThat(look(picture(10_700, 10_000L)).fired()).isFalse();
    }

    @Test
    void whoDeclaredNothingOutgrowsNothing() {
        assertThat(look(picture(90_000_000, null)).score()).isZero();
    }

    @Test
    void saysHowManyCameOfHowManyDeclared() {
        OrganisationPicture picture = picture(12_000, 10_000L);
        assertThat(Detectors.finding(detector(), picture, look(picture)).sentence())
                .isEqualTo(
                        "bank-1 got answers about 12,000 different citizens so far (standard error 3 %); it declared"
                                + " 10,000 customers, and the alarm is at 11,000; in the last 28 days 120 new ones came a day.");
    }

    @Test
    void isToldAgainOnlyWhenItHasGrownByHalf() {
        OrganisationPicture first = picture(11_100, 10_000L);
        OrganisationPicture more = picture(16_000, 10_000L);
        OrganisationPicture half = picture(17_000, 10_000L);
        assertThat(detector().about(first, look(first)))
                .isEqualTo(detector().about(more, look(more)))
                .isNotEqualTo(detector().about(half, look(half)));
    }
}
