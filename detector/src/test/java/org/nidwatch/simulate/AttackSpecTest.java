// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttackSpecTest {
    @Test
    void theKindAloneIsEnough() {
        assertThat(AttackSpec.parse("burst")).isEqualTo(AttackSpec.of(AttackKind.BURST));
    }

    @Test
    void allPartsCanBeGiven() {
        assertThat(AttackSpec.parse("leaked-list:bank-003,telecom-001@2d+12hx0.5"))
                .isEqualTo(new AttackSpec(
                        AttackKind.LEAKED_LIST,
                        List.of("bank-003", "telecom-001"),
                        null,
                        Duration.ofDays(2),
                        Duration.ofHours(12),
                        0.5,
                        null));
    }

    @Test
    void theStartCanBeAnInstantAndTheRateAbsolute() {
        AttackSpec spec = AttackSpec.parse("guessing@2026-01-05T20:00:00Zx240/d");

        assertThat(spec.startAt()).isEqualTo(Instant.parse("2026-01-05T20:00:00Z"));
        assertThat(spec.perHour()).isEqualTo(10.0);
        assertThat(AttackSpec.parse("guessingx300/h").perHour()).isEqualTo(300.0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bursty           | no attack is called 'bursty'; allowed: burst, harvest, bot",
                "''               | no attack is called ''",
                "burst 5          | is not of the form kind[:organisation",
                "burst@soon       | attack start 'soon': must be a whole number with s, m, h or d",
                "burst@2026-01-05T| attack start '2026-01-05T': must be an instant in UTC",
                "burst+2          | attack duration '2': must be a whole number with s, m, h or d",
                "burst+0s         | attack duration 0: must be longer than nothing",
                "burstx0          | attack rate 'x0': must be a number above 0",
                "burstx1.2.3      | attack rate 'x1.2.3'",
                "burst:bank-001x5/w | is not of the form",
            })
    void errorsSayWhatIsAllowed(String text, String message) {
        assertThatThrownBy(() -> AttackSpec.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
