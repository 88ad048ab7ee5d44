// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.detect.Detectors;
import org.nidwatch.intake.Outcome;
import org.nidwatch.policy.Policy;
import org.nidwatch.profile.Declared;
import org.nidwatch.profile.OrganisationProfile;
import org.nidwatch.profile.ProfileSettings;
import org.nidwatch.window.OrganisationWindows;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one event costs, the closing of windows that fall between two events included: at the median organisation's pace that
 * is most of it, at a million a day hardly any. {@code traffic} is what making the event costs, and is in the others.
 */
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
@State(Scope.Thread)
public class EventJmh {
    /** Two weeks at the median pace, ten hours at a million a day. */
    private static final double DAYS_LEARNED = 14;

    private static final double MOST_LEARNED = 400_000;

    @Param({"1300", "1000000"})
    private double perDay;

    private SteadyWork work;
    private OrganisationProfile profile;
    private OrganisationWindows windows;
    private Watch watch;

    @Setup
    public void learn() {
        profile = new OrganisationProfile(
                ProfileSettings.DEFAULTS, Detectors.thresholds(WatchSettings.DEFAULTS.detectors()));
        profile.declare(new Declared((long) (2 * perDay), 0, List.of()));
        windows = new OrganisationWindows("bank-1");
        watch = new Watch(WatchSettings.DEFAULTS, Policy.NONE, Mode.LIVE, "nid.queries", new Nowhere());
        work = new SteadyWork("bank-1", perDay, 1);
        int events = (int) Math.min(MOST_LEARNED, DAYS_LEARNED * perDay);
        for (int i = 0; i < events; i++) {
            work.next();
            windows.observe(work, 0, i);
            watch.observe(work, 0, i);
            count();
        }
    }

    private static final class Nowhere implements WatchOutput {
        @Override
        public void alert(ScrapingAlert alert) {}

        @Override
        public void activity(OrganisationActivity activity) {}
    }

    /** The learned comparison alone. */
    @Benchmark
    public boolean profile() {
        work.next();
        return count();
    }

    private boolean count() {
        boolean found = work.outcome() == Outcome.DISCLOSED;
        profile.advance(work.occurredAt());
        return profile.count(
                work.occurredAt(),
                work.credentialId(),
                work.operatorId(),
                work.sourceAddress(),
                true,
                !found,
                found,
                false);
    }

    /** Windows, distinct counts, novelty and blocks alone. */
    @Benchmark
    public Object windows() {
        return windows.observe(work.next(), 0, 0);
    }

    /** All that happens to an event between its decoding and an alert. */
    @Benchmark
    public Object watch() {
        return watch.observe(work.next(), 0, 0);
    }

    /** The making of the event. */
    @Benchmark
    public long traffic() {
        work.next();
        return work.occurredAt() ^ work.subjectLow() ^ work.blockLow();
    }
}
