// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import org.nidwatch.profile.Signal;
import org.nidwatch.profile.Thresholds;

/**
 * One credential (operator, address) fetches a little more than its own part and its peers' present pace explain, hour after
 * hour: the trace of a bot that does not sleep.
 */
final class SteadyTrickle extends Learned {
    /**
     * Log-likelihood ratios at which a sum alarms; {@code calibrate} fits them to an alert budget.
     *
     * @param flat at a small flat addition round the clock, 3..100000
     * @param flatAlone the same where nobody has peers, 3..100000
     * @param flatDay at a flat addition over days, 3..100000
     * @param flatDayAlone the same where nobody has peers, 3..100000
     * @param driftDay at a small addition over many days, 3..100000
     * @param driftDayAlone the same where nobody has peers, 3..100000
     */
    record Settings(
            double flat, double flatAlone, double flatDay, double flatDayAlone, double driftDay, double driftDayAlone) {
        static final Settings DEFAULTS = new Settings(65.3, 65.3, 14.3, 12.8, 11.9, 9.1);

        Settings {
            check(flat, flatAlone, flatDay, flatDayAlone, driftDay, driftDayAlone);
        }
    }

    private final Settings settings;

    SteadyTrickle(Settings settings) {
        super(Signal.CREDENTIAL_FLAT, Signal.CREDENTIAL_FLAT_DAY, Signal.CREDENTIAL_DRIFT_DAY);
        this.settings = settings;
    }

    @Override
    public String id() {
        return "steady-trickle";
    }

    @Override
    public String unit() {
        return "new people";
    }

    @Override
    public Shape shape() {
        return Shape.RESALE;
    }

    @Override
    void thresholds(Thresholds into) {
        into.with(Signal.CREDENTIAL_FLAT, settings.flat(), settings.flatAlone());
        into.with(Signal.CREDENTIAL_FLAT_DAY, settings.flatDay(), settings.flatDayAlone());
        into.with(Signal.CREDENTIAL_DRIFT_DAY, settings.driftDay(), settings.driftDayAlone());
    }

    @Override
    public String sentence(OrganisationPicture picture, Assessment assessment) {
        return who(picture, assessment) + " fetched " + Words.number(assessment.observed())
                + " people this organisation had never asked for " + during(assessment) + "; "
                + because(assessment)
                + alarm(assessment);
    }
}
