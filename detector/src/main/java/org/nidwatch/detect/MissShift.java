// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import org.nidwatch.profile.Signal;
import org.nidwatch.profile.Thresholds;

/**
 * More wrong guesses among numbers asked for the first time than this organisation, or this credential, makes.
 */
final class MissShift extends Learned {
    /**
     * Log-likelihood ratios at which a sum alarms; {@code calibrate} fits them to an alert budget.
     *
     * @param hour for the organisation within an hour, 3..100000
     * @param hourAlone the same where nobody has peers, 3..100000
     * @param day for the organisation within a day, 3..100000
     * @param dayAlone the same where nobody has peers, 3..100000
     * @param credentialHour for one credential within an hour, 3..100000
     * @param credentialHourAlone the same where nobody has peers, 3..100000
     */
    record Settings(
            double hour,
            double hourAlone,
            double day,
            double dayAlone,
            double credentialHour,
            double credentialHourAlone) {
        static final Settings DEFAULTS = new Settings(8, 8, 9.5, 9.5, 13, 8);

        Settings {
            check(hour, hourAlone, day, dayAlone, credentialHour, credentialHourAlone);
        }
    }

    private final Settings settings;

    MissShift(Settings settings) {
        super(Signal.ORGANISATION_MISSES, Signal.ORGANISATION_MISSES_DAY, Signal.CREDENTIAL_MISSES);
        this.settings = settings;
    }

    @Override
    public String id() {
        return "miss-shift";
    }

    @Override
    public String unit() {
        return "wrong guesses";
    }

    @Override
    public Shape shape() {
        return Shape.ENUMERATION;
    }

    @Override
    void thresholds(Thresholds into) {
        into.with(Signal.ORGANISATION_MISSES, settings.hour(), settings.hourAlone());
        into.with(Signal.ORGANISATION_MISSES_DAY, settings.day(), settings.dayAlone());
        into.with(Signal.CREDENTIAL_MISSES, settings.credentialHour(), settings.credentialHourAlone());
    }

    @Override
    public String sentence(OrganisationPicture picture, Assessment assessment) {
        return who(picture, assessment) + " asked about " + Words.number(assessment.of())
                + " numbers for the first time " + during(assessment) + ", and " + Words.number(assessment.observed())
                + " of them do not exist or were given with wrong details; it is usually wrong about "
                + Words.number(assessment.expected()) + " of so many" + alarm(assessment);
    }
}
