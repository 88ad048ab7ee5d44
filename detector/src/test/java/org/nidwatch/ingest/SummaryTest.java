// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final Tally SENT = new Tally(1_000_000, 999_990, 7, 3, 2, 1);

    @Test
    void tellsWhatBecameOfEveryLine() {
        Summary summary = new Summary(SENT, SENT, 0, Path.of("bad.jsonl"), Duration.ofSeconds(125), false);

        assertThat(summary.text().lines())
                .containsExactly(
                        "Done: 1,000,000 lines read = 999,990 sent + 7 bad + 3 skipped, in 2 min 5 s (8,000 lines/s)",
                        "  bad lines with their reasons: bad.jsonl",
                        "  2 lines were not UTF-8, read as Windows-1252",
                        "  1 unknown operations or outcomes, sent as OTHER");
    }

    @Test
    void tellsWhatIsLeftForTheNextStart() {
        Summary summary = new Summary(
                new Tally(10, 10, 0, 0, 0, 0), new Tally(30, 29, 1, 0, 0, 0), 5, null, Duration.ofMillis(900), true);

        assertThat(summary.text())
                .startsWith("Stopped: 10 lines read = 10 sent + 0 bad + 0 skipped, in 900 ms")
                .contains("5 more lines were read but not sent")
                .contains("this log so far: 30 lines, 29 sent, 1 bad");
    }

    @Test
    void sumsAddUp() {
        Tally sum = SENT.plus(new Tally(4, 1, 2, 1, 0, 0));

        assertThat(sum.read()).isEqualTo(sum.parsed() + sum.bad() + sum.skipped());
    }
}
