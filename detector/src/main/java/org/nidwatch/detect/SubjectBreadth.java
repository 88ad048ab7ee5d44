// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import org.nidwatch.window.CredentialPicture;
import org.nidwatch.window.Horizon;
import org.nidwatch.window.Measure;

/**
 * How many different citizens: an organisation that reaches its declared number of queries in distinct people within a
 * day, or a credential that is shown more new people in an hour than the organisation's work explains.
 */
final class SubjectBreadth implements Detector {
    /**
     * @param dayFactor alarm when distinct citizens within 24 hours reach this multiple of the declared quota, 0.1..100
     * @param credentialHourShare alarm when new people shown to one credential within an hour reach this part of the
     *     declared quota, 0.05..10
     * @param undeclaredPerDay taken as the quota where none is declared, 1..1e9
     * @param minimum never alarm below this many people, 1..1e9
     */
    record Settings(double dayFactor, double credentialHourShare, long undeclaredPerDay, long minimum) {
        static final Settings DEFAULTS = new Settings(2, 0.6, 500_000, 150);

        Settings {
            Bounds.within("day-factor", dayFactor, 0.1, 100);
            Bounds.within("credential-hour-share", credentialHourShare, 0.05, 10);
            Bounds.within("undeclared-per-day", undeclaredPerDay, 1, 1e9);
            Bounds.within("minimum", minimum, 1, 1e9);
        }
    }

    /** A day's excess is over once the pace of the hour would fill less than this part of the alarm in a day. */
    private static final double DAY_LEFT = 0.5;

    private final Settings settings;

    SubjectBreadth(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String id() {
        return "subject-breadth";
    }

    @Override
    public String unit() {
        return "citizens";
    }

    @Override
    public Shape shape() {
        return Shape.HARVEST;
    }

    @Override
    public boolean opensAlerts() {
        return true;
    }

    @Override
    public void examine(OrganisationPicture picture, Assessment into) {
        double quota = picture.quotaOr(settings.undeclaredPerDay());
        double distinct = picture.windows().distinctSubjects(Horizon.DAY);
        double alarm = Math.max(settings.minimum(), settings.dayFactor() * quota);
        boolean now = 24.0 * picture.windows().count(Measure.NEW_SUBJECTS, Horizon.HOUR) > alarm * DAY_LEFT;
        into.note(Horizon.DAY, distinct, quota, alarm, distinct / alarm, null, now);
        CredentialPicture credential = picture.latestCredential();
        if (credential != null) {
            double shown = credential.count(Measure.NEW_EXPOSED, Horizon.HOUR);
            double limit = Math.max(settings.minimum(), settings.credentialHourShare() * quota);
            into.note(Horizon.HOUR, shown, quota / 24, limit, shown / limit, credential.id());
        }
    }

    @Override
    public String sentence(OrganisationPicture picture, Assessment assessment) {
        double quota = picture.quotaOr(settings.undeclaredPerDay());
        String basis = (picture.hasQuota() ? "the organisation declared " : "no quota is declared, so assumed are ")
                + Words.number(quota) + " queries a day, and the alarm is at "
                + Words.number(assessment.threshold()) + ".";
        if (assessment.credentialId() == null) {
            return picture.windows().organisationId() + " asked about " + Words.number(assessment.observed())
                    + " different citizens " + Words.within(assessment.window()) + "; " + basis;
        }
        return "Credential " + assessment.credentialId() + " was shown "
                + Words.number(assessment.observed()) + " people this organisation had not asked about before "
                + Words.within(assessment.window()) + "; " + basis;
    }
}
