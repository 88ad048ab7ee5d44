// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.nidwatch.profile.Thresholds;

/** The list of detectors. A new one is its class, its settings record, and one line here. */
public final class Detectors {
    private static final Set<String> LEARNED = of(DetectorSettings.DEFAULTS).stream()
            .filter(Detector::learned)
            .map(Detector::id)
            .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> TRICKLES = of(DetectorSettings.DEFAULTS).stream()
            .filter(each ->
                    each instanceof CredentialVolume || each instanceof SteadyTrickle || each instanceof FreshShare)
            .map(Detector::id)
            .collect(Collectors.toUnmodifiableSet());

    private Detectors() {}

    /** All detectors, the most certain first. */
    public static List<Detector> of(DetectorSettings settings) {
        return List.of(
                new CanaryHit(),
                new ProbeHit(),
                new MissRatio(settings.missRatio()),
                new BlockFillDetector(settings.blockFill()),
                new SubjectBreadth(settings.subjectBreadth()),
                new CredentialConcentration(settings.credentialConcentration()),
                new OrganisationVolume(settings.organisationVolume()),
                new CredentialVolume(settings.credentialVolume()),
                new HighestHour(settings.highestHour()),
                new SteadyTrickle(settings.steadyTrickle()),
                new FreshShare(settings.freshShare()),
                new MissShift(settings.missShift()),
                new BlockShift(settings.blockShift()),
                new TotalVolume(settings.totalVolume()),
                new ExposureCap(settings.exposureCap()),
                new BaselineDrift(settings.baselineDrift()),
                new CoverageGrowth(settings.coverageGrowth()),
                new DeclaredQuota(settings.declaredQuota()),
                new AbsoluteRate(settings.absoluteRate()),
                new MachinePacing(settings.machinePacing()));
    }

    /** The ids of all detectors. */
    public static List<String> ids() {
        return of(DetectorSettings.DEFAULTS).stream().map(Detector::id).toList();
    }

    /** Whether the detector of this id is evidence only: it never opens an alert and never leads one. */
    public static boolean evidenceOnly(String id) {
        return id.equals(MachinePacing.ID);
    }

    /** Whether the detector of this id compares with what was learned. */
    public static boolean learned(String id) {
        return LEARNED.contains(id);
    }

    /** Whether the detector of this id sees that a little more goes out through one credential than should. */
    public static boolean seesTrickles(String id) {
        return TRICKLES.contains(id);
    }

    /** Where the learned signals alarm. */
    public static Thresholds thresholds(DetectorSettings settings) {
        Thresholds thresholds = new Thresholds();
        for (Detector detector : of(settings)) {
            if (detector instanceof Learned learned) {
                learned.thresholds(thresholds);
            }
        }
        return thresholds;
    }

    /** Thresholds as settings, by key. */
    public static Map<String, Double> settingsOf(Thresholds thresholds) {
        Map<String, Double> settings = new LinkedHashMap<>();
        for (Detector detector : of(DetectorSettings.DEFAULTS)) {
            if (detector instanceof Learned learned) {
                learned.settingsOf(thresholds, settings);
            }
        }
        return settings;
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
