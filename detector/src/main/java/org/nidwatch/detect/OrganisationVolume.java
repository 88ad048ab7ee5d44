// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import org.nidwatch.profile.Signal;
import org.nidwatch.profile.Thresholds;

/**
 * The organisation as a whole fetches more people new to it than its history, its peers' pace and what was announced explain.
 */
final class OrganisationVolume extends Learned {
    /**
     * Log-likelihood ratios at which a sum alarms; {@code calibrate} fits them to an alert budget.
     *
     * @param tick at bursts within five minutes, 3..100000
     * @param tickAlone the same where nobody has peers, 3..100000
     * @param hour at about twice the hour's volume, 3..100000
     * @param hourAlone the same where nobody has peers, 3..100000
     * @param flat at a small flat addition round the clock, 3..100000
     * @param flatAlone the same where nobody has peers, 3..100000
     * @param day at two fifths more a day for eight days or longer, whatever the peers do, 3..100000
     * @param dayAlone the same where nobody has peers, 3..100000
     */
    record Settings(
            double tick,
            double tickAlone,
            double hour,
            double hourAlone,
            double flat,
            double flatAlone,
            double day,
            double dayAlone) {
        static final Settings DEFAULTS = new Settings(40.7, 30.5, 46.7, 78.3, 31.8, 32.6, 18.9, 11.6);

        Settings {
            check(tick, tickAlone, hour, hourAlone, flat, flatAlone, day, dayAlone);
        }
    }

    private final Settings settings;

    OrganisationVolume(Settings settings) {
        super(Signal.ORGANISATION_TICK, Signal.ORGANISATION_HOUR, Signal.ORGANISATION_FLAT, Signal.ORGANISATION_DAY);
        this.settings = settings;
    }

    @Override
    public String id() {
        return "organisation-volume";
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
        into.with(Signal.ORGANISATION_TICK, settings.tick(), settings.tickAlone());
        into.with(Signal.ORGANISATION_HOUR, settings.hour(), settings.hourAlone());
        into.with(Signal.ORGANISATION_FLAT, settings.flat(), settings.flatAlone());
        into.with(Signal.ORGANISATION_DAY, settings.day(), settings.dayAlone());
    }

    @Override
    public String sentence(OrganisationPicture picture, Assessment assessment) {
        return who(picture, assessment) + " fetched " + Words.number(assessment.observed())
                + " people this organisation had never asked for " + during(assessment) + "; "
                + because(assessment)
                + alarm(assessment);
    }
}
