// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayRunTest {
    private final Cli cli = new Cli(Map.of(), "", false);

    @Test
    void aSpanNeedsAReplay() {
        Cli.Result result = cli.execute("run", "--from", "2026-03-01");

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("--from and --until need --replay");
    }

    @Test
    void aSpanBeginsBeforeItEnds() {
        Cli.Result result = cli.execute("run", "--replay", "--from", "2026-03-02", "--until", "2026-03-01");

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("--from = 2026-03-02, --until = 2026-03-01: --from must be earlier");
    }
}
