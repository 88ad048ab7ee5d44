// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;
import org.nidwatch.ops.Health;
import org.nidwatch.topology.HealthOfStreams.Work;

class HealthOfStreamsTest {
    private long seconds;
    private final HealthOfStreams health = new HealthOfStreams(() -> TimeUnit.SECONDS.toNanos(seconds));

    private Health at(long second, State state, int tasks, int standbys) {
        seconds = second;
        return health.of(new Work(state, tasks, standbys), 0, 100_000, 0, null);
    }

    @Test
    void whoHasTasksIsReady() {
        assertThat(at(0, State.RUNNING, 3, 0)).isEqualTo(new Health(true, true, "state RUNNING, 3 tasks"));
    }

    @Test
    void whoRebalancesLivesAndIsNotReady() {
        Health rebalancing = at(0, State.REBALANCING, 0, 0);
        assertThat(rebalancing.live()).isTrue();
        assertThat(rebalancing.ready()).isFalse();
        assertThat(at(1, State.ERROR, 0, 0).live()).isFalse();
    }

    @Test
    void whoBringsStateUpIsNotReadyHoweverLong() {
        assertThat(at(0, State.RUNNING, 0, 5).ready()).isFalse();
        assertThat(at(600, State.RUNNING, 0, 5).ready()).isFalse();
        assertThat(at(600, State.RUNNING, 0, 5).reason()).contains("brings up the state of 5");
    }

    @Test
    void whoGetsNothingForAMinuteStandsByAndIsReady() {
        assertThat(at(10, State.RUNNING, 0, 0).ready()).isFalse();
        assertThat(at(69, State.RUNNING, 0, 0).reason()).contains("it waits for a minute");
        Health standsBy = at(70, State.RUNNING, 0, 0);
        assertThat(standsBy.ready()).isTrue();
        assertThat(standsBy.reason()).contains("stands by until it gets one");
    }

    @Test
    void theMinuteBeginsAnewWithEachAssignment() {
        at(0, State.RUNNING, 0, 0);
        at(50, State.REBALANCING, 0, 0);
        at(52, State.RUNNING, 0, 0);
        assertThat(at(80, State.RUNNING, 0, 0).ready()).isFalse();
        at(90, State.RUNNING, 2, 0);
        at(100, State.RUNNING, 0, 0);
        assertThat(at(159, State.RUNNING, 0, 0).ready()).isFalse();
        assertThat(at(160, State.RUNNING, 0, 0).ready()).isTrue();
    }

    @Test
    void whoIsFarBehindOrWaitsForTheRegistryIsNotReady() {
        Work work = new Work(State.RUNNING, 2, 0);
        assertThat(health.of(work, 100_001, 100_000, 0, null).reason()).startsWith("100001 records behind");
        assertThat(health.of(work, 0, 100_000, 1, null).reason()).startsWith("waiting for the schema registry");
    }

    @Test
    void whoDoesNotGetToReadWhatItShouldIsNotReady() {
        Health told = health.of(new Work(State.RUNNING, 2, 0), 0, 100_000, 0, "46 records are hidden");
        assertThat(told).isEqualTo(new Health(true, false, "46 records are hidden"));
    }
}
