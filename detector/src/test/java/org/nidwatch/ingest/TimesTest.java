// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-21T10:15:30Z, 2026-11-21T10:15:30Z",
        "2026-11-21T10:15:30.5Z, 2026-11-21T10:15:30.500Z",
        "2026-11-21T10:15:30.123456789+06:00, 2026-11-21T04:15:30.123Z",
        "2026-11-21T10:15:30-05:30, 2026-11-21T15:45:30Z",
        "2026-11-21 10:15:30+06:00, 2026-11-21T04:15:30Z",
        "2026-11-21T10:15+06:00, 2026-11-21T04:15:00Z",
        "2024-02-29T23:59:59Z, 2024-02-29T23:59:59Z",
        "1795234530123, 2026-11-21T04:15:30.123Z",
        "-1, 1969-12-31T23:59:59.999Z"
    })
    void readsTheCanonicalForms(String text, String instant) throws BadLineException {
        assertThat(Instant.ofEpochMilli(Times.canonical(text))).isEqualTo(Instant.parse(instant));
    }

    @Test
    void theQuickWayAgreesWithTheGeneralParser() throws BadLineException {
        long seed = 7;
        Random random = new Random(seed);
        for (int i = 0; i < 5000; i++) {
            Instant instant = Instant.ofEpochMilli(random.nextLong(-2_000_000_000_000L, 4_000_000_000_000L));
            String text = OffsetDateTime.ofInstant(
                            instant, ZoneOffset.ofTotalSeconds(60 * (random.nextInt(1600) - 800)))
                    .toString();
            assertThat(Times.canonical(text)).as("%s, seed %d", text, seed).isEqualTo(instant.toEpochMilli());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-21T10:15:30",
                "2026-02-30T10:15:30Z",
                "2026-13-01T10:15:30Z",
                "2026-11-21T25:15:30Z",
                "21/11/2026",
                "",
                "-",
                "99999999999999999999",
                "2026-11-21T10:15:30+19:00"
            })
    void refusesTheRestWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> Times.canonical(text))
                .isInstanceOf(BadLineException.class)
                .hasMessageStartingWith("occurred_at is neither");
    }
}
