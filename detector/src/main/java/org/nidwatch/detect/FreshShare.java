// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import org.nidwatch.profile.Signal;
import org.nidwatch.profile.Thresholds;

/**
 * A higher part of new people in the queries than usual, alone or together with more of them: old customers come back, strangers do not.
 */
final class FreshShare extends Learned {
    /**
     * Log-likelihood ratios at which a sum alarms; {@code calibrate} fits them to an alert budget.
     *
     * @param day for the organisation within a day, 3..100000
     * @param dayAlone the same where nobody has peers, 3..100000
     * @param credentialHour for one credential within an hour, 3..100000
     * @param credentialHourAlone the same where nobody has peers, 3..100000
     * @param joint for one credential when the volume is up as well, 3..100000
     * @param jointAlone the same where nobody has peers, 3..100000
     * @param lastingJoint the same on several days, of which one counts for at most 3, 3..100000
     * @param lastingJointAlone the same where nobody has peers, 3..100000
     * @param lastingShare for one credential on several days, of which one counts for at most 5, 3..100000
     * @param lastingShareAlone the same where nobody has peers, 3..100000
     */
    record Settings(
            double day,
            double dayAlone,
            double credentialHour,
            double credentialHourAlone,
            double joint,
            double jointAlone,
            double lastingJoint,
            double lastingJointAlone,
            double lastingShare,
            double lastingShareAlone) {
        static final Settings DEFAULTS = new Settings(4.6, 4.6, 18.7, 6.9, 23.3, 22.9, 17.4, 13, 10.6, 10.6);

        Settings {
            check(day, dayAlone, credentialHour, credentialHourAlone, joint, jointAlone);
            check(lastingJoint, lastingJointAlone, lastingShare, lastingShareAlone);
        }
    }

    private final Settings settings;

    FreshShare(Settings settings) {
        super(
                Signal.ORGANISATION_FRESH_SHARE_DAY,
                Signal.CREDENTIAL_FRESH_SHARE,
                Signal.CREDENTIAL_JOINT,
                Signal.CREDENTIAL_LASTING_JOINT,
                Signal.CREDENTIAL_LASTING_SHARE);
        this.settings = settings;
    }

    @Override
    public String id() {
        return "fresh-share";
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
        into.with(Signal.ORGANISATION_FRESH_SHARE_DAY, settings.day(), settings.dayAlone());
        into.with(Signal.CREDENTIAL_FRESH_SHARE, settings.credentialHour(), settings.credentialHourAlone());
        into.with(Signal.CREDENTIAL_JOINT, settings.joint(), settings.jointAlone());
        into.with(Signal.CREDENTIAL_LASTING_JOINT, settings.lastingJoint(), settings.lastingJointAlone());
        into.with(Signal.CREDENTIAL_LASTING_SHARE, settings.lastingShare(), settings.lastingShareAlone());
    }

    @Override
    public String sentence(OrganisationPicture picture, Assessment assessment) {
        return who(picture, assessment) + " fetched " + Words.number(assessment.observed())
                + " people this organisation had never asked for " + during(assessment) + ", in "
                + Words.number(assessment.of()) + " queries; " + because(assessment) + alarm(assessment);
    }
}
