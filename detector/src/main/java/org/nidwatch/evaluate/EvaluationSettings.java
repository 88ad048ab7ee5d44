// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate;

import java.util.List;
import java.util.Set;
import org.nidwatch.evaluate.world.Worlds;
import org.nidwatch.profile.Part;
import org.nidwatch.profile.Thresholds;

/**
 * What is evaluated.
 *
 * @param kind what sort of organisations
 * @param tuningSeeds worlds that thresholds are set on; at least one
 * @param testSeeds worlds that the figures are of; none of them a tuning seed
 * @param organisations 1 to 10,000
 * @param warmDays days of learning before anything is judged, 0 to 365
 * @param days judged days, 1 to 365
 * @param attacksPerCell attacks of each kind and level in each world, 0 to 10,000
 * @param alertsPerDay the budget of false alerts over all organisations
 * @param thresholds where our signals alarm
 * @param recalibrate whether our thresholds are fitted on the tuning seeds first, as those of the rivals always are
 * @param rivals whether the other methods and the oracles run too
 * @param coldStart whether our engine is also tried on organisations of which it has seen two days
 * @param evaders adversaries of each kind in each world who know how near their own alarm is, 0 to 1,000
 * @param without parts of our engine left out
 * @param threads worker threads, from 1
 */
public record EvaluationSettings(
        Worlds.Kind kind,
        List<Long> tuningSeeds,
        List<Long> testSeeds,
        int organisations,
        int warmDays,
        int days,
        int attacksPerCell,
        double alertsPerDay,
        Thresholds thresholds,
        boolean recalibrate,
        boolean rivals,
        boolean coldStart,
        int evaders,
        Set<Part> without,
        int threads) {
    public EvaluationSettings {
        check(!testSeeds.isEmpty(), "test seeds: at least one is needed");
        check(!tuningSeeds.isEmpty() || !recalibrate && !rivals, "tuning seeds: at least one is needed");
        check(
                testSeeds.stream().noneMatch(tuningSeeds::contains),
                "test seeds " + testSeeds + ": none may be one of the tuning seeds " + tuningSeeds);
        check(warmDays >= 0 && warmDays <= 365, "warm days: " + warmDays + "; must be from 0 to 365");
        check(days >= 1 && days <= 365, "days: " + days + "; must be from 1 to 365");
        check(evaders >= 0 && evaders <= 1_000, "evaders: " + evaders + "; must be from 0 to 1,000");
        check(!coldStart || warmDays + days > Worlds.COLD_DAYS, "days: a cold start needs 3 or more in all");
        check(alertsPerDay > 0 && alertsPerDay <= 1e5, "budget: " + alertsPerDay + "; must be above 0, up to 100,000");
    }

    private static void check(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
