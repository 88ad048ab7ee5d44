// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.federation.OrganisationDigest.Strength;

class JoinedAlertsTest {
    private static final int ORGANISATIONS = 174;

    private static final FederationOutput NOBODY = new FederationOutput() {
        @Override
        public void alert(ScrapingAlert alert) {}
    };

    private final JoinedAlerts joined = new JoinedAlerts(FederationSettings.DEFAULTS);

    private void opens(String organisation, long tick) {
        joined.take(new OrganisationDigest(
                organisation, tick, 1, 1, 0, 1, 0, Strength.NONE, List.of(), 1, List.of(), List.of()));
    }

    private @Nullable Reading hour(long hour) {
        return joined.examine(hour, List.of(), false, NOBODY);
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1", "1, 1, 0.63212", "4, 0.5, 0.0017516", "6, 1, 0.00059418", "7, 1.5, 0.00092586"})
    void tailsAreThoseOfTheTables(int least, double mean, double tail) {
        assertThat(JoinedAlerts.tail(least, mean)).isCloseTo(tail, within(1e-5));
    }

    /** Ten years each; what comes by chance may come a little more often in one of them. */
    @ParameterizedTest
    @CsvSource({"0.3", "0.6", "1", "2"})
    void singleAlertsOfHonestDaysAreGroupedLessThanOnceInFiveHundredDays(double perDay) {
        Random chance = new Random(11);
        int groups = 0;
        boolean before = false;
        int days = 3_650;
        for (long hour = 0; hour < 24L * days; hour++) {
            for (int i = Partners.poisson(chance, perDay / 24); i > 0; i--) {
                opens("o-" + chance.nextInt(ORGANISATIONS), hour * 12 + chance.nextInt(12));
            }
            boolean now = hour(hour) != null;
            groups += now && !before ? 1 : 0;
            before = now;
        }
        assertThat(groups).isLessThanOrEqualTo(days / 500 + 5);
    }

    @Test
    void oneOrganisationsManyAlertsAreNoGroup() {
        for (long hour = 0; hour < 100; hour++) {
            for (int i = 0; i < 6; i++) {
                opens("bank-1", hour * 12 + i);
            }
            assertThat(hour(hour)).isNull();
        }
    }

    @Test
    void aGroupDoesNotBecomeOrdinary() {
        for (int round = 0; round < 5; round++) {
            int most = 0;
            for (long hour = round * 240L; hour < (round + 1) * 240L; hour++) {
                long since = hour - round * 240L;
                if (since >= 100 && since < 120) {
                    opens("o-" + since, hour * 12);
                }
                Reading found = hour(hour);
                most = Math.max(most, found == null ? 0 : found.contributions().size());
            }
            assertThat(most).as("round %d", round).isEqualTo(20);
        }
    }
}
