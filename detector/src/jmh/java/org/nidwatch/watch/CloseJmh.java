// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.nidwatch.detect.Detectors;
import org.nidwatch.intake.Outcome;
import org.nidwatch.profile.Declared;
import org.nidwatch.profile.OrganisationProfile;
import org.nidwatch.profile.ProfileSettings;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs when a window ends for 180 organisations of median size and 12 credentials at once. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@State(Scope.Thread)
public class CloseJmh {
    /** Organisations that work until the last millisecond of a window, again and again. */
    @State(Scope.Thread)
    public static class Organisations {
        private static final int COUNT = 180;
        private static final long TICK = 300_000L;
        private static final long HOUR = 12 * TICK;
        private static final long LEARNED = 14 * 24 * HOUR;

        /** Which window ends: a tick that ends no hour, or an hour (every 24th ends a day, too). */
        @Param({"tick", "hour"})
        private String window;

        private final OrganisationProfile[] profiles = new OrganisationProfile[COUNT];
        private final SteadyWork[] works = new SteadyWork[COUNT];
        private long now = SteadyWork.START + LEARNED;

        /** Two weeks are learned from, and are the same for all; what follows is each one's own. */
        @Setup(Level.Trial)
        public void learn() {
            OrganisationProfile learned = new OrganisationProfile(
                    ProfileSettings.DEFAULTS, Detectors.thresholds(WatchSettings.DEFAULTS.detectors()));
            learned.declare(new Declared((long) (2 * SteadyWork.MEDIAN_A_DAY), 0, List.of()));
            work(learned, new SteadyWork("bank-1", SteadyWork.MEDIAN_A_DAY, 1).next(), now);
            for (int i = 0; i < COUNT; i++) {
                profiles[i] = learned.copy(ProfileSettings.DEFAULTS);
                works[i] = new SteadyWork("bank-1", SteadyWork.MEDIAN_A_DAY, i)
                        .from(now)
                        .next();
            }
        }

        /** All work until the end of the next window. */
        @Setup(Level.Invocation)
        public void work() {
            now = window.equals("hour") ? (now / HOUR + 1) * HOUR : now + TICK;
            now += window.equals("tick") && now % HOUR == 0 ? TICK : 0;
            for (int i = 0; i < COUNT; i++) {
                work(profiles[i], works[i], now);
            }
        }

        private static void work(OrganisationProfile profile, SteadyWork work, long end) {
            while (work.occurredAt() < end) {
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
                work.next();
            }
            profile.advance(end - 1);
        }
    }

    /** The window ends for all of them. */
    @Benchmark
    public void closeFor180(Organisations organisations) {
        for (OrganisationProfile profile : organisations.profiles) {
            profile.advance(organisations.now);
        }
    }
}
