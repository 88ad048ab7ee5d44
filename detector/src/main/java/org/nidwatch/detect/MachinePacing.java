// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import org.nidwatch.window.CredentialPicture;
import org.nidwatch.window.Horizon;

/**
 * A credential that keeps time like a machine. Honest batch jobs do too, so this is evidence in an alert that another
 * detector opened, never an alert by itself.
 */
final class MachinePacing implements Detector {
    /** @param threshold evenness at which it counts as evidence, 13..60; honest work stays below 13 in simulation */
    record Settings(double threshold) {
        static final Settings DEFAULTS = new Settings(30);

        Settings {
            Bounds.within("threshold", threshold, 13, 60);
        }
    }

    static final String ID = "machine-pacing";

    private final Settings settings;

    MachinePacing(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String unit() {
        return "evenness";
    }

    @Override
    public Shape shape() {
        return Shape.RESALE;
    }

    @Override
    public boolean opensAlerts() {
        return false;
    }

    @Override
    public void examine(OrganisationPicture picture, Assessment into) {
        CredentialPicture credential = picture.latestCredential();
        if (credential != null) {
            double seen = credential.evenness();
            into.note(Horizon.HOUR, seen, 0, settings.threshold(), seen / settings.threshold(), credential.id());
        }
    }

    @Override
    public String sentence(OrganisationPicture picture, Assessment assessment) {
        CredentialPicture credential = picture.latestCredential();
        double gap = credential == null ? 0 : credential.meanGapMillis();
        String every = gap < 1_000 ? Words.number(Math.rint(gap)) + " ms" : Words.number(gap / 1_000) + " s";
        return "Credential " + assessment.credentialId() + " asks every " + every
                + ", as evenly as a machine (evenness " + Words.number(assessment.observed())
                + "; people stay below 13, the mark is at " + Words.number(assessment.threshold()) + ").";
    }
}
