// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

import static org.nidwatch.promises.Fault.BROKER_AND_DETECTOR_KILLED;
import static org.nidwatch.promises.Fault.BROKER_DISK_FULL;
import static org.nidwatch.promises.Fault.BROKER_KILLED;
import static org.nidwatch.promises.Fault.BROKER_RESTARTED;
import static org.nidwatch.promises.Fault.BROKER_STALLED;
import static org.nidwatch.promises.Fault.CLOCK_AHEAD;
import static org.nidwatch.promises.Fault.CLOCK_BEHIND;
import static org.nidwatch.promises.Fault.CONNECTIONS_RESET;
import static org.nidwatch.promises.Fault.DISK_FULL;
import static org.nidwatch.promises.Fault.KILL;
import static org.nidwatch.promises.Fault.KILL_AROUND_COMMIT;
import static org.nidwatch.promises.Fault.KILL_DURING_REBALANCE;
import static org.nidwatch.promises.Fault.KILL_DURING_RESTORE;
import static org.nidwatch.promises.Fault.NETWORK_CUT;
import static org.nidwatch.promises.Fault.NETWORK_SLOW;
import static org.nidwatch.promises.Fault.REGISTRY_DOWN;
import static org.nidwatch.promises.Fault.REGISTRY_FAILING;
import static org.nidwatch.promises.Fault.REGISTRY_SLOW;
import static org.nidwatch.promises.Fault.RESTART;
import static org.nidwatch.promises.Fault.SCALED_TO_THREE_AND_BACK;
import static org.nidwatch.promises.Fault.STATE_CORRUPTED;
import static org.nidwatch.promises.Fault.STATE_DELETED;
import static org.nidwatch.promises.Fault.SUSPENDED;
import static org.nidwatch.promises.Fault.UPGRADED;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The short form: fixed seeds, every fault at least once, those of the clock on demand. */
@Tag("slow")
class FaultsIT {
    @TempDir
    Path directory;

    @Test
    void killedAtTheWorstMoments() throws Exception {
        // Under a name of its own a member takes its partitions back without waiting for its session's end.
        run(new Course(
                1,
                1,
                1,
                Map.of("streams.main.consumer.group.instance.id", Site.NAME),
                List.of(KILL, KILL_AROUND_COMMIT, KILL_DURING_RESTORE, KILL, KILL_DURING_REBALANCE)));
    }

    @Test
    void whileTheBrokerAndTheNetworkFail() throws Exception {
        run(new Course(
                2,
                1,
                1,
                Map.of(),
                List.of(BROKER_KILLED, CONNECTIONS_RESET, NETWORK_SLOW, NETWORK_CUT, BROKER_RESTARTED)));
    }

    @Test
    void whileTheRegistryFailsAndTheDiskForgets() throws Exception {
        run(new Course(
                3,
                1,
                1,
                Map.of(),
                List.of(REGISTRY_DOWN, STATE_DELETED, REGISTRY_FAILING, STATE_CORRUPTED, REGISTRY_SLOW)));
    }

    @Test
    void scaledUpgradedAndThrownOut() throws Exception {
        run(new Course(4, 1, 1, Map.of(), List.of(SCALED_TO_THREE_AND_BACK, SUSPENDED, UPGRADED, RESTART)));
    }

    @Test
    void twoInstancesInTheNewerGroupProtocol() throws Exception {
        run(new Course(
                5, 1, 2, Map.of("streams.group.protocol", "streams"), List.of(KILL, SUSPENDED, KILL_AROUND_COMMIT)));
    }

    @Test
    void whileDisksFillAndABrokerHangs() throws Exception {
        run(new Course(7, 1, 2, Map.of(), List.of(DISK_FULL, BROKER_STALLED, BROKER_DISK_FULL)));
    }

    // Not in CI: with a clock that can be set each process takes a minute to start, and a processor for itself.
    @Test
    @EnabledIfSystemProperty(named = "promises.clock", matches = "true")
    void whileTheClockGoesAheadAndBehind() throws Exception {
        run(new Course(8, 1, 1, Map.of(), List.of(CLOCK_AHEAD, CLOCK_BEHIND)));
    }

    // With -Dpromises.times=30 again and again, each time with another seed: what is seldom needs many tries.
    @Test
    void fourInstancesOnThreeBrokersOfWhichOneIsLost() throws Exception {
        for (int i = 0; i < Integer.getInteger("promises.times", 1); i++) {
            Course course = new Course(
                    6 + i, 3, 4, Map.of(), List.of(BROKER_KILLED, KILL, BROKER_AND_DETECTOR_KILLED, CONNECTIONS_RESET));
            System.out.println(course + " -> " + course.run(Files.createDirectory(directory.resolve("run-" + i))));
        }
    }

    private void run(Course course) throws Exception {
        System.out.println(course + " -> " + course.run(directory));
    }
}
