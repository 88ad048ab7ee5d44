// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({"250ms,PT0.25S", "90s,PT1M30S", "5m,PT5M", "2h,PT2H", "7d,PT168H", "PT5M,PT5M", "5M,PT5M"})
    void readsBothForms(String text, Duration expected) {
        assertThat(Durations.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "m", "5 m", "-5m", "5y", "9999999999999s"})
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(DateTimeException.class);
    }

    @ParameterizedTest
    @CsvSource({"PT0S,0s", "PT0.25S,250ms", "PT90S,90s", "PT60S,1m", "PT48H,2d", "PT36H,36h"})
    void writesTheShortestForm(Duration duration, String expected) {
        assertThat(Durations.written(duration)).isEqualTo(expected);
    }

    @Test
    void shortensWhatStandsInATextAndNothingElse() {
        assertThat(Durations.shortened("must be within [PT1M, PT168H], not OPT or PT"))
                .isEqualTo("must be within [1m, 7d], not OPT or PT");
    }
}
