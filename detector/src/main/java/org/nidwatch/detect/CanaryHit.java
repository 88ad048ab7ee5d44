// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import org.jspecify.annotations.Nullable;
import org.nidwatch.policy.Canary;
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
        into.note(Horizon.MINUTE, 1, 0, 1, 10, picture.askedBy());
    }

    @Override
    public String sentence(OrganisationPicture picture, Assessment assessment) {
        Canary canary = picture.canary();
        String label = canary == null || canary.label().isEmpty() ? "a decoy" : "the decoy \"" + canary.label() + "\"";
        String credential = assessment.credentialId();
        return (credential == null ? picture.windows().organisationId() : "Credential " + credential) + " asked for "
                + label
                + ", a number that belongs to nobody and that no honest work needs."
                + planted(canary, picture.windows().organisationId());
    }

    private static String planted(@Nullable Canary canary, String organisation) {
        String owner = canary == null ? null : canary.plantedFor();
        if (owner == null) {
            return "";
        }
        return owner.equals(organisation)
                ? " It was planted for this organisation alone."
                : " It was planted for " + owner + " alone and not for this organisation: " + owner
                        + " is the likely source of the leak it came from.";
    }
}
