// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

/** The settings of every detector, under {@code detectors.NAME}. */
public record DetectorSettings(
        DeclaredQuota.Settings declaredQuota,
        AbsoluteRate.Settings absoluteRate,
        SubjectBreadth.Settings subjectBreadth,
        MissRatio.Settings missRatio,
        BlockFillDetector.Settings blockFill,
        CredentialConcentration.Settings credentialConcentration,
        MachinePacing.Settings machinePacing,
        ExposureCap.Settings exposureCap,
        BaselineDrift.Settings baselineDrift,
        OrganisationVolume.Settings organisationVolume,
        CredentialVolume.Settings credentialVolume,
        HighestHour.Settings highestHour,
        SteadyTrickle.Settings steadyTrickle,
        FreshShare.Settings freshShare,
        MissShift.Settings missShift,
        BlockShift.Settings blockShift,
        TotalVolume.Settings totalVolume,
        CoverageGrowth.Settings coverageGrowth) {
    /** Every detector's own defaults. */
    public static final DetectorSettings DEFAULTS = new DetectorSettings(
            DeclaredQuota.Settings.DEFAULTS,
            AbsoluteRate.Settings.DEFAULTS,
            SubjectBreadth.Settings.DEFAULTS,
            MissRatio.Settings.DEFAULTS,
            BlockFillDetector.Settings.DEFAULTS,
            CredentialConcentration.Settings.DEFAULTS,
            MachinePacing.Settings.DEFAULTS,
            ExposureCap.Settings.DEFAULTS,
            BaselineDrift.Settings.DEFAULTS,
            OrganisationVolume.Settings.DEFAULTS,
            CredentialVolume.Settings.DEFAULTS,
            HighestHour.Settings.DEFAULTS,
            SteadyTrickle.Settings.DEFAULTS,
            FreshShare.Settings.DEFAULTS,
            MissShift.Settings.DEFAULTS,
            BlockShift.Settings.DEFAULTS,
            TotalVolume.Settings.DEFAULTS,
            CoverageGrowth.Settings.DEFAULTS);
}
