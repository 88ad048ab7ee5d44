// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import org.nidwatch.profile.Signal;
import org.nidwatch.profile.Thresholds;

/**
 * One credential (operator, address) fetches far more people new to the organisation than its own part and its peers'
 * present pace explain.
 */
final class CredentialVolume extends Learned {
    /**
     * Log-likelihood ratios at which a sum alarms; {@code calibrate} fits them to an alert budget.
     *
     * @param tick at bursts within five minutes, 3..100000
     * @param tickAlone the same where nobody has peers, 3..100000
     * @param hour at about twice the hour's volume, 3..100000
     * @param hourAlone the same where nobody has peers, 3..100000
     * @param day at two fifths more a day, 3..100000
     * @param dayAlone the same where nobody has peers, 3..100000
     * @param lasting at about twice the hour's volume on several days, of which one counts for at most 5, 3..100000
     * @param lastingAlone the same where nobody has peers, 3..100000
     */
    record Settings(
            double tick,
            double tickAlone,
            double hour,
            double hourAlone,
            double day,
            double dayAlone,
            double lasting,
            double lastingAlone) {
        static final Settings DEFAULTS = new Settings(73.4, 54.8, 36.7, 78.3, 10.5, 9, 24, 24);

        Settings {
            check(tick, tickAlone, hour, hourAlone, day, dayAlone, lasting, lastingAlone);
        }
    }

    private final Settings settings;

    CredentialVolume(Settings settings) {
        super(Signal.CREDENTIAL_TICK, Signal.CREDENTIAL_HOUR, Signal.CREDENTIAL_DAY, Signal.CREDENTIAL_LASTING_HOUR);
        this.settings = settings;
    }

    @Override
    public String id() {
        return "credential-volume";
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
        into.with(Signal.CREDENTIAL_TICK, settings.tick(), settings.tickAlone());
        into.with(Signal.CREDENTIAL_HOUR, settings.hour(), settings.hourAlone());
        into.with(Signal.CREDENTIAL_DAY, settings.day(), settings.dayAlone());
        into.with(Signal.CREDENTIAL_LASTING_HOUR, settings.lasting(), settings.lastingAlone());
    }

    @Override
    public String sentence(OrganisationPicture picture, Assessment assessment) {
        return who(picture, assessment) + " fetched " + Words.number(assessment.observed())
                + " people this organisation had never asked for " + during(assessment) + "; "
                + because(assessment)
                + alarm(assessment);
    }
}
