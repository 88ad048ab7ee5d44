// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import org.jspecify.annotations.Nullable;
import org.nidwatch.window.CredentialPicture;
import org.nidwatch.window.Horizon;
import org.nidwatch.window.Measure;

/**
 * A hard limit beside the statistics: more citizens newly exposed within 24 hours than the declared quota allows for the
 * organisation, or for one of its credentials. What is learned can be steered; a contract cannot.
 */
final class ExposureCap implements Detector {
    /**
     * @param organisationShare alarm at this multiple of the declared quota, in citizens newly exposed, 0.05..10
     * @param credentialShare the same for one credential of several, 0.05..10
     * @param minimum never alarm below this many citizens, 1..1e9
     */
    record Settings(double organisationShare, double credentialShare, long minimum) {
        static final Settings DEFAULTS = new Settings(1.2, 0.9, 200);

        Settings {
            Bounds.within("organisation-share", organisationShare, 0.05, 10);
            Bounds.within("credential-share", credentialShare, 0.05, 10);
            Bounds.within("minimum", minimum, 1, 1e9);
        }
    }

    /** The day's excess is over once the pace of the hour would fill less than this part of the cap in a day. */
    private static final double DAY_LEFT = 0.5;

    private final Settings settings;

    ExposureCap(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String id() {
        return "exposure-cap";
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
    public boolean opensAlerts() {
        return true;
    }

    @Override
    public void examine(OrganisationPicture picture, Assessment into) {
        if (!picture.hasQuota()) {
            return;
        }
        double quota = picture.quotaOr(1);
        look(
                into,
                picture.windows().count(Measure.NEW_EXPOSED, Horizon.DAY),
                picture.windows().count(Measure.NEW_EXPOSED, Horizon.HOUR),
                quota,
                settings.organisationShare(),
                null);
        CredentialPicture credential = picture.latestCredential();
        if (credential != null && picture.windows().credentials().size() > 1) {
            look(
                    into,
                    credential.count(Measure.NEW_EXPOSED, Horizon.DAY),
                    credential.count(Measure.NEW_EXPOSED, Horizon.HOUR),
                    quota,
                    settings.credentialShare(),
                    credential.id());
        }
    }

    private void look(
            Assessment into, double day, double hour, double quota, double share, @Nullable String credential) {
        double cap = Math.max(settings.minimum(), share * quota);
        into.note(Horizon.DAY, day, quota, cap, day / cap, credential, 24 * hour > cap * DAY_LEFT);
    }

    @Override
    public String sentence(OrganisationPicture picture, Assessment assessment) {
        String who = assessment.credentialId() == null
                ? picture.windows().organisationId()
                : "Credential " + assessment.credentialId();
        return who + " was shown " + Words.number(assessment.observed())
                + " people new to this organisation within 24 hours; it declared "
                + Words.number(assessment.expected()) + " queries a day, of any kind, and the cap is at "
                + Words.number(assessment.threshold()) + ".";
    }
}
