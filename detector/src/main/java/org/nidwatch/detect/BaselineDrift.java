// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import org.nidwatch.profile.ProfileView;
import org.nidwatch.window.Horizon;

/**
 * What is expected was itself pushed up: the learned level rose in four weeks by nearly all that learning allows. Growth
 * may do that, and so does who wants a harvest to look ordinary by and by; a person should look.
 */
final class BaselineDrift implements Detector {
    /**
     * @param rise alarm when the level rose by this part within four weeks, 0.02..1; learning allows at most 0.12
     * @param minimum never alarm below this many new people a day, 1..1e9
     */
    record Settings(double rise, long minimum) {
        static final Settings DEFAULTS = new Settings(0.1, 20);

        Settings {
            Bounds.within("rise", rise, 0.02, 1);
            Bounds.within("minimum", minimum, 1, 1e9);
        }
    }

    private final Settings settings;

    BaselineDrift(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String id() {
        return "baseline-drift";
    }

    @Override
    public String unit() {
        return "new people a day";
    }

    @Override
    public Shape shape() {
        return Shape.RESALE;
    }

    @Override
    public boolean opensAlerts() {
        return true;
    }

    @Override
    public void examine(OrganisationPicture picture, Assessment into) {
        ProfileView profile = picture.profile();
        if (profile == null || profile.levelBefore() <= 0) {
            return;
        }
        double now = profile.levelNow();
        double before = profile.levelBefore();
        double alarm = Math.max(settings.minimum(), (1 + settings.rise()) * before);
        into.note(Horizon.WEEK, now, before, alarm, now / alarm, null);
    }

    @Override
    public String sentence(OrganisationPicture picture, Assessment assessment) {
        return "What " + picture.windows().organisationId() + " is expected to fetch rose within four weeks from "
                + Words.number(assessment.expected()) + " to " + Words.number(assessment.observed())
                + " new people a day, nearly as fast as learning allows, and the alarm is at "
                + Words.number(assessment.threshold())
                + ": either it grows, or somebody makes more seem ordinary by and by.";
    }
}
