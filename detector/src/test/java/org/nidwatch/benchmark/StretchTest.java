// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StretchTest {
    @Test
    void measuresFromTheFirstFifthOn() throws IOException {
        AtomicLong looks = new AtomicLong();

        Stretch.Result result = Stretch.measure("a reader", () -> 100 * looks.incrementAndGet(), 1_000);

        assertThat(looks).hasValue(10);
        assertThat(result.recordsPerSecond()).isPositive().isFinite();
    }

    @Test
    void saysWhenTheEndCameBeforeTheFirstLook() {
        assertThatThrownBy(() -> Stretch.measure("a reader", () -> 1_000, 1_000))
                .isInstanceOf(IOException.class)
                .hasMessage("a reader had read all 1000 records when its first fifth was noticed: too few to measure;"
                        + " give more with --events");
    }
}
