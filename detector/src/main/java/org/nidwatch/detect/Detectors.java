// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import java.util.List;

/** The list of detectors. A new one is its class, its settings record, and one line here. */
public final class Detectors {
    private Detectors() {}

    /** All detectors, the most certain first. */
    public static List<Detector> of(DetectorSettings settings) {
        return List.of(
                new CanaryHit(),
                new MissRatio(settings.missRatio()),
                new BlockFillDetector(settings.blockFill()),
                new SubjectBreadth(settings.subjectBreadth()),
                new CredentialConcentration(settings.credentialConcentration()),
                new DeclaredQuota(settings.declaredQuota()),
                new AbsoluteRate(settings.absoluteRate()),
                new MachinePacing(settings.machinePacing()));
    }

    /** Whether the detector of this id is evidence only: it never opens an alert and never leads one. */
    public static boolean evidenceOnly(String id) {
        return id.equals(MachinePacing.ID);
    }

    /** The finding of a detector whose assessment fired. */
    public static Finding finding(Detector detector, OrganisationPicture picture, Assessment assessment) {
        return new Finding(
                detector.id(),
                assessment.observed(),
                assessment.expected(),
                assessment.threshold(),
                assessment.score(),
                detector.unit(),
                assessment.window().length(),
                detector.sentence(picture, assessment));
    }
}
