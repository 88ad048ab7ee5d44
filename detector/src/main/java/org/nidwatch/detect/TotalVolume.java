// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import org.nidwatch.profile.Signal;
import org.nidwatch.profile.Thresholds;

/**
 * More queries of any kind than explained: the sign that is left when new people are hidden among many known ones.
 */
final class TotalVolume extends Learned {
    /**
     * Log-likelihood ratios at which a sum alarms; {@code calibrate} fits them to an alert budget.
     *
     * @param hour for the organisation, 3..100000
     * @param hourAlone the same where nobody has peers, 3..100000
     * @param credentialHour for one credential, 3..100000
     * @param credentialHourAlone the same where nobody has peers, 3..100000
     */
    record Settings(double hour, double hourAlone, double credentialHour, double credentialHourAlone) {
        static final Settings DEFAULTS = new Settings(87.5, 68.8, 200, 82.5);

        Settings {
            check(hour, hourAlone, credentialHour, credentialHourAlone);
        }
    }

    private final Settings settings;

    TotalVolume(Settings settings) {
        super(Signal.ORGANISATION_TOTAL, Signal.CREDENTIAL_TOTAL);
        this.settings = settings;
    }

    @Override
    public String id() {
        return "total-volume";
    }

    @Override
    public String unit() {
        return "queries";
    }

    @Override
    public Shape shape() {
        return Shape.HARVEST;
    }

    @Override
    void thresholds(Thresholds into) {
        into.with(Signal.ORGANISATION_TOTAL, settings.hour(), settings.hourAlone());
        into.with(Signal.CREDENTIAL_TOTAL, settings.credentialHour(), settings.credentialHourAlone());
    }

    @Override
    public String sentence(OrganisationPicture picture, Assessment assessment) {
        return who(picture, assessment) + " made " + Words.number(assessment.observed()) + " queries "
                + during(assessment) + ", about new and known people alike; " + because(assessment) + alarm(assessment);
    }
}
