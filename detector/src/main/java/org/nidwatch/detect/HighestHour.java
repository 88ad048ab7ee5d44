// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import org.nidwatch.profile.Signal;
import org.nidwatch.profile.Thresholds;

/**
 * One credential (operator, address) fetches in one hour several times as many people new to the organisation as in any hour of
 * past weeks. A law of counts that must bear wild hours makes little of ten times the ordinary pace; nobody's own
 * highest hour is that far from it.
 */
final class HighestHour extends Learned {
    /**
     * How many tenths of the highest hour alarm, 30 people added to it; {@code calibrate} fits them to an alert budget.
     *
     * @param tenths alarm at so many tenths of the highest hour and 30 people, 3..100000
     * @param tenthsAlone the same where nobody has peers, 3..100000
     */
    record Settings(double tenths, double tenthsAlone) {
        static final Settings DEFAULTS = new Settings(30, 39);

        Settings {
            check(tenths, tenthsAlone);
        }
    }

    private final Settings settings;

    HighestHour(Settings settings) {
        super(Signal.CREDENTIAL_HIGHEST);
        this.settings = settings;
    }

    @Override
    public String id() {
        return "highest-hour";
    }

    @Override
    public String unit() {
        return "new people";
    }

    @Override
    public Shape shape() {
        return Shape.HARVEST;
    }

    @Override
    void thresholds(Thresholds into) {
        into.with(Signal.CREDENTIAL_HIGHEST, settings.tenths(), settings.tenthsAlone());
    }

    @Override
    public String sentence(OrganisationPicture picture, Assessment assessment) {
        return who(picture, assessment) + " fetched " + Words.number(assessment.observed())
                + " people this organisation had never asked for " + during(assessment)
                + "; its highest hour of past weeks and its peers' present pace explain "
                + Words.number(assessment.expected())
                + "; the alarm was at " + Words.number(Math.min(assessment.threshold(), assessment.observed())) + ".";
    }
}
