// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import org.nidwatch.window.CredentialPicture;
import org.nidwatch.window.Horizon;
import org.nidwatch.window.Measure;

/** A pace no honest integration needs, whatever was declared. */
final class AbsoluteRate implements Detector {
    /**
     * @param perMinute alarm at this many queries of an organisation within one minute, 10..1e7
     * @param perFiveMinutes alarm at this many within five minutes, 10..1e7
     * @param credentialPerHour alarm at this many queries of one credential within an hour, 10..1e8
     */
    record Settings(long perMinute, long perFiveMinutes, long credentialPerHour) {
        static final Settings DEFAULTS = new Settings(6_000, 20_000, 60_000);

        Settings {
            Bounds.within("per-minute", perMinute, 10, 1e7);
            Bounds.within("per-five-minutes", perFiveMinutes, 10, 1e7);
            Bounds.within("credential-per-hour", credentialPerHour, 10, 1e8);
        }
    }

    private final Settings settings;

    AbsoluteRate(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String id() {
        return "absolute-rate";
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
    public boolean opensAlerts() {
        return true;
    }

    @Override
    public void examine(OrganisationPicture picture, Assessment into) {
        look(picture, into, Horizon.MINUTE, settings.perMinute());
        look(picture, into, Horizon.FIVE_MINUTES, settings.perFiveMinutes());
        CredentialPicture credential = picture.latestCredential();
        if (credential != null) {
            double seen = credential.count(Measure.QUERIES, Horizon.HOUR);
            double limit = settings.credentialPerHour();
            into.note(Horizon.HOUR, seen, 0, limit, seen / limit, credential.id());
        }
    }

    private static void look(OrganisationPicture picture, Assessment into, Horizon window, double limit) {
        double seen = picture.windows().count(Measure.QUERIES, window);
        into.note(window, seen, 0, limit, seen / limit, null);
    }

    @Override
    public String sentence(OrganisationPicture picture, Assessment assessment) {
        String who = assessment.credentialId() == null
                ? picture.windows().organisationId()
                : "Credential " + assessment.credentialId();
        return who + " made " + Words.number(assessment.observed()) + " queries " + Words.within(assessment.window())
                + "; no honest use needs " + Words.number(assessment.threshold()) + ".";
    }
}
