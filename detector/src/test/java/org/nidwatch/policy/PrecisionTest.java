// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nidwatch.policy.Disposition.Verdict;

class PrecisionTest {
    @Test
    void benignIsNotRightAndATestSaysNothing() {
        Precision precision = Precision.NONE
                .with(Verdict.TRUE_POSITIVE)
                .with(Verdict.FALSE_POSITIVE)
                .with(Verdict.BENIGN)
                .with(Verdict.BENIGN)
                .with(Verdict.TEST);

        assertThat(precision).isEqualTo(new Precision(1, 1, 2, 1));
        assertThat(precision.judged()).isEqualTo(4);
        assertThat(precision.value()).isEqualTo(0.25);
        assertThat(precision.plus(precision)).isEqualTo(new Precision(2, 2, 4, 2));
    }

    /** The interval of 7 of 10 by Wilson's formula: 0.3968 to 0.8922. */
    @Test
    void theIntervalIsWilsons() {
        Precision precision = new Precision(7, 2, 1, 5);

        assertThat(precision.low()).isCloseTo(0.3968, within(0.0001));
        assertThat(precision.high()).isCloseTo(0.8922, within(0.0001));
        assertThat(new Precision(20, 0, 0, 0).high()).isEqualTo(1);
        assertThat(new Precision(0, 20, 0, 0).low()).isEqualTo(0);
    }

    @Test
    void nothingJudgedIsNoFigureAndNineAreTooFew() {
        assertThat(Precision.NONE.value()).isNaN();
        assertThat(new Precision(0, 0, 0, 3).low()).isNaN();
        assertThat(new Precision(9, 0, 0, 50).tooFew()).isTrue();
        assertThat(new Precision(9, 1, 0, 0).tooFew()).isFalse();
    }
}
