// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import org.nidwatch.policy.Canary;
import org.nidwatch.window.CredentialPicture;
import org.nidwatch.window.Horizon;

/** Somebody asked for a decoy: a number that belongs to nobody, so no honest work needs it. */
final class CanaryHit implements Detector {
    static final String ID = "canary-hit";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String unit() {
        return "hits";
    }

    @Override
    public Shape shape() {
        return Shape.CANARY;
    }

    @Override
    public boolean opensAlerts() {
        return true;
    }

    @Override
    public void examine(OrganisationPicture picture, Assessment into) {
        if (picture.canary() == null) {
            into.note(Horizon.MINUTE, 0, 0, 1, 0, null);
            return;
        }
        CredentialPicture credential = picture.latestCredential();
        into.note(Horizon.MINUTE, 1, 0, 1, 10, credential == null ? null : credential.id());
    }

    @Override
    public String sentence(OrganisationPicture picture, Assessment assessment) {
        Canary canary = picture.canary();
        String label = canary == null || canary.label().isEmpty() ? "a decoy" : "the decoy \"" + canary.label() + "\"";
        String planted = canary == null || canary.plantedFor() == null
                ? ""
                : canary.plantedFor().equals(picture.windows().organisationId())
                        ? " It was planted for this organisation."
                        : " It was planted for " + canary.plantedFor() + ", not for this organisation.";
        return "Credential " + assessment.credentialId() + " asked for " + label
                + ", a number that belongs to nobody and that no honest work needs." + planted;
    }
}
