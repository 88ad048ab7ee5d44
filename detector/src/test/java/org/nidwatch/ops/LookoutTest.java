// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nidwatch.watch.Coverage;
import org.nidwatch.watch.Coverage.Cause;

class LookoutTest {
    private static final long START = 1_000_000;

    private final List<Coverage> told = new ArrayList<>();
    private final Lookout lookout =
            new Lookout(new LookoutSettings(100, Duration.ofSeconds(10), 0.1, 20), 3, null, told::add);
    private long now = START;
    private long nanos;

    private void begin(long looked, long restoringSince) {
        lookout.begin(looked, restoringSince, now, nanos);
    }

    private void tick(long seconds, long lag) {
        for (int i = 0; i < seconds; i++) {
            pass(1_000, 1_000);
            lookout.tick(now, nanos, lag, 0);
        }
    }

    private void pass(long wallMillis, long evenMillis) {
        now += wallMillis;
        nanos += 1_000_000 * evenMillis;
    }

    private static Coverage span(long from, long to, Cause cause) {
        return new Coverage(from, to, 3, null, cause);
    }

    @Test
    void aFirstStartAndAShortHandoverAreNoBlindness() {
        begin(Lookout.NEVER, Lookout.NEVER);
        begin(START - 9_000, START - 2_000);
        tick(3_600, 100);

        assertThat(told).isEmpty();
        assertThat(lookout.looked()).isEqualTo(now);
    }

    @Test
    void aStopIsToldFromTheLastLookToTheRestoreAndTheRestoreByItself() {
        begin(START - 600_000, START - 4_000);

        assertThat(told)
                .containsExactly(
                        span(START - 600_000, START - 4_000, Cause.STOPPED), span(START - 4_000, START, Cause.RESTORE));
    }

    @Test
    void aStopWithNothingToRestoreIsToldUntilNow() {
        begin(START - 600_000, Lookout.NEVER);

        assertThat(told).containsExactly(span(START - 600_000, START, Cause.STOPPED));
    }

    @Test
    void lagIsToldWhileItLastsAndWhenItEnds() {
        begin(Lookout.NEVER, Lookout.NEVER);
        tick(90, 101);
        assertThat(told).containsExactly(span(START + 1_000, START + 61_000, Cause.LAG));
        assertThat(lookout.looked()).isEqualTo(START + 61_000);
        tick(5, 100);

        assertThat(told)
                .containsExactly(
                        span(START + 1_000, START + 61_000, Cause.LAG),
                        span(START + 61_000, START + 91_000, Cause.LAG));
        assertThat(lookout.looked()).isEqualTo(now);
    }

    @Test
    void whatStandsBehindAnOpenTransactionIsToldFromWhenItDid() {
        begin(Lookout.NEVER, Lookout.NEVER);
        tick(30, 0);
        for (int i = 0; i < 65; i++) {
            pass(1_000, 1_000);
            lookout.tick(now, nanos, 0, 10_000 + 1_000L * i);
        }
        assertThat(told).containsExactly(span(START + 21_000, START + 81_000, Cause.LAG));
        tick(2, 0);

        assertThat(told)
                .containsExactly(
                        span(START + 21_000, START + 81_000, Cause.LAG),
                        span(START + 81_000, START + 96_000, Cause.LAG));
        assertThat(lookout.looked()).isEqualTo(now);
    }

    @Test
    void workThatIsHeldUpIsLagToo() {
        begin(Lookout.NEVER, Lookout.NEVER);
        pass(240_000, 240_000);
        lookout.tick(now, nanos, 0, 0);

        assertThat(told).containsExactly(span(START, START + 240_000, Cause.LAG));
    }

    @Test
    void aClockThatLeapsIsToldInBothDirections() {
        begin(Lookout.NEVER, Lookout.NEVER);
        pass(301_000, 1_000);
        lookout.tick(now, nanos, 0, 0);
        assertThat(told).containsExactly(span(START, START + 301_000, Cause.CLOCK));
        pass(-299_000, 1_000);
        lookout.tick(now, nanos, 0, 0);

        assertThat(told).last().isEqualTo(span(START + 2_000, START + 301_000, Cause.CLOCK));
    }

    @Test
    void aClockThatWentBackOverARestartIsTold() {
        begin(START + 60_000, Lookout.NEVER);

        assertThat(told).containsExactly(span(START, START + 60_000, Cause.CLOCK));
    }

    @Test
    void anOrganisationWhoseRejectsStandHighIsToldByName() {
        begin(Lookout.NEVER, Lookout.NEVER);
        for (int i = 0; i < 20; i++) {
            lookout.rejected("bank");
            lookout.counted("bank");
            lookout.rejected("telecom");
            lookout.counted("third");
        }
        for (int i = 0; i < 181; i++) {
            lookout.counted("telecom");
        }
        tick(60, 0);

        assertThat(told)
                .as("20 of 40 records; telecom's 20 of 221 are below a tenth")
                .containsExactly(new Coverage(START, START + 60_000, 3, "bank", Cause.REJECTS));
        tick(600, 0);
        assertThat(told).hasSize(1);
    }

    @Test
    void rejectsThatNameNobodyAreToldForThePartition() {
        begin(Lookout.NEVER, Lookout.NEVER);
        for (int i = 0; i < 20; i++) {
            lookout.rejected(null);
        }
        tick(60, 0);

        assertThat(told).containsExactly(span(START, START + 60_000, Cause.REJECTS));
    }

    @Test
    void aFewRejectsAreNoBlindness() {
        begin(Lookout.NEVER, Lookout.NEVER);
        for (int i = 0; i < 19; i++) {
            lookout.rejected("bank");
        }
        tick(60, 0);

        assertThat(told).isEmpty();
    }
}
