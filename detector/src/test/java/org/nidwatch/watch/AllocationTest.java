// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.detect.Detectors;
import org.nidwatch.intake.Outcome;
import org.nidwatch.policy.Policy;
import org.nidwatch.profile.Declared;
import org.nidwatch.profile.OrganisationProfile;
import org.nidwatch.profile.ProfileSettings;
import org.nidwatch.window.OrganisationWindows;

/** The hot path leaves no garbage: a guard that does not depend on the machine's speed. */
class AllocationTest {
    private static final int EVENTS = 10_000;
    /** Compilers warm up, tables grow to their size. */
    private static final int ROUNDS = 25;

    /** A week and a day of the median organisation: 2,200 ticks, 180 hours and 7 days close meanwhile, and count in. */
    @Test
    void comparingWithWhatWasLearnedAllocatesNothing() {
        OrganisationProfile profile = new OrganisationProfile(
                ProfileSettings.DEFAULTS, Detectors.thresholds(WatchSettings.DEFAULTS.detectors()));
        profile.declare(new Declared((long) (2 * SteadyWork.MEDIAN_A_DAY), 0, List.of()));
        double bytes = bytesPerEvent(SteadyWork.MEDIAN_A_DAY, work -> {
            boolean found = work.outcome() == Outcome.DISCLOSED;
            profile.advance(work.occurredAt());
            profile.count(
                    work.occurredAt(),
                    work.credentialId(),
                    work.operatorId(),
                    work.sourceAddress(),
                    true,
                    !found,
                    found,
                    false);
        });
        assertThat(bytes).isLessThan(1);
    }

    /** What is kept grows by doubling, seldom; between two growths there is no garbage. */
    @Test
    void measuringAllocatesNothing() {
        OrganisationWindows windows = new OrganisationWindows("bank-1");
        double bytes = bytesPerEvent(SteadyWork.MEDIAN_A_DAY, work -> windows.observe(work, 0, 0));
        assertThat(bytes).isLessThan(1);
    }

    /** What is told once a minute and once in five is new each time, about 1,600 bytes a minute, and the only garbage. */
    @Test
    void onlyWhatIsToldIsAllocated() {
        double busy = 1_000_000;
        double bytesAMinute = bytesPerEvent(busy, watch()) * busy / (24 * 60);
        assertThat(bytesAMinute).isLessThan(1_700);
    }

    private static Consumer<SteadyWork> watch() {
        Watch watch = new Watch(WatchSettings.DEFAULTS, Policy.NONE, Mode.LIVE, "nid.queries", new WatchOutput() {
            @Override
            public void alert(ScrapingAlert alert) {}

            @Override
            public void activity(OrganisationActivity activity) {}
        });
        return work -> watch.observe(work, 0, 0);
    }

    // Of the best round: in the others something grew.
    private static double bytesPerEvent(double perDay, Consumer<SteadyWork> engine) {
        SteadyWork work = new SteadyWork("bank-1", perDay, 1);
        double least = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS && least >= 1; round++) {
            long before = allocated();
            for (int i = 0; i < EVENTS; i++) {
                engine.accept(work.next());
            }
            least = Math.min(least, (allocated() - before) / (double) EVENTS);
        }
        return least;
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
