// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NidNumberTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1234567890",
                " 123-456 7890\t",
                "123\u2013456\u00a07890",
                "\ufeff12345\u200d67890",
                "\u09e7\u09e8\u09e9\u09ea\u09eb\u09ec\u09ed\u09ee\u09ef\u09e6",
                "\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u0660",
                "\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19\uff10",
                "12345\u09ec7890"
            })
    void readsOneNumberInEveryWriting(String text) {
        assertThat(NidNumber.normalise(text)).isEqualTo("1234567890");
    }

    @Test
    void readsDigitsOutsideTheBasicPlane() {
        String bold =
                new StringBuilder().appendCodePoint(0x1d7cf).append("234567890").toString();
        assertThat(NidNumber.normalise(bold)).isEqualTo("1234567890");
    }

    @Test
    void dropsTheBirthYearOfSeventeenDigits() {
        assertThat(NidNumber.normalise("19801234567890123")).isEqualTo("1234567890123");
        assertThat(NidNumber.normalise("1234567890123")).isEqualTo("1234567890123");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123456789", "12345678901", "123456789012", "12345678901234567890123", "---"})
    void refusesOtherLengths(String text) {
        assertThatThrownBy(() -> NidNumber.normalise(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allowed: 10, 13 or 17");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"12345O7890", "1234567890x", "\u09e7\u09e8\u09e9\u0995567890", "1234567890\n", "+1234567890"})
    void refusesLettersWithoutRepeatingTheText(String text) {
        assertThatThrownBy(() -> NidNumber.normalise(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("neither digit nor separator")
                .hasMessageNotContaining("12345")
                .hasMessageNotContaining("7890");
    }
}
