// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import org.nidwatch.profile.Signal;
import org.nidwatch.profile.Thresholds;

/**
 * More neighbouring numbers than this organisation, or this credential, usually asks about: somebody walks them.
 */
final class BlockShift extends Learned {
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
        static final Settings DEFAULTS = new Settings(10, 8, 9, 9, 14.4, 9.6);

        Settings {
            check(hour, hourAlone, day, dayAlone, credentialHour, credentialHourAlone);
        }
    }

    private final Settings settings;

    BlockShift(Settings settings) {
        super(Signal.ORGANISATION_BLOCKS, Signal.ORGANISATION_BLOCKS_DAY, Signal.CREDENTIAL_BLOCKS);
        this.settings = settings;
    }

    @Override
    public String id() {
        return "block-shift";
    }

    @Override
    public String unit() {
        return "repeats of a block";
    }

    @Override
    public Shape shape() {
        return Shape.ENUMERATION;
    }

    @Override
    void thresholds(Thresholds into) {
        into.with(Signal.ORGANISATION_BLOCKS, settings.hour(), settings.hourAlone());
        into.with(Signal.ORGANISATION_BLOCKS_DAY, settings.day(), settings.dayAlone());
        into.with(Signal.CREDENTIAL_BLOCKS, settings.credentialHour(), settings.credentialHourAlone());
    }

    @Override
    public String sentence(OrganisationPicture picture, Assessment assessment) {
        return who(picture, assessment) + " asked about " + Words.number(assessment.of())
                + " numbers for the first time " + during(assessment) + ", and " + Words.number(assessment.observed())
                + " of them lie in blocks of 1,000 neighbours it had just asked about; "
                + Words.number(assessment.expected()) + " of so many are usual" + alarm(assessment);
    }
}
