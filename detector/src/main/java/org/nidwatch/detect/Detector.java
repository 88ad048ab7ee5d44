// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import org.jspecify.annotations.Nullable;

/**
 * One way to see scraping. Pure: a function of the picture alone, with no clock, I/O, logging, chance or memory of its
 * own. The same picture gives the same assessment; stronger evidence never gives a lower score.
 */
public sealed interface Detector
        permits AbsoluteRate,
                BaselineDrift,
                BlockFillDetector,
                CanaryHit,
                CoverageGrowth,
                CredentialConcentration,
                DeclaredQuota,
                ExposureCap,
                Learned,
                MachinePacing,
                MissRatio,
                ProbeHit,
                SubjectBreadth {
    /** Its name in settings, alerts and metrics: kebab-case. */
    String id();

    /** Unit of observed, expected and threshold. */
    String unit();

    /** What the abuse looks like when this detector speaks. */
    Shape shape();

    /** Whether it opens alerts; when false it is evidence in an alert that others opened. */
    boolean opensAlerts();

    /** Whether it compares with what was learned: then it is looked at when a learned sum reaches its threshold. */
    default boolean learned() {
        return this instanceof Learned;
    }

    /**
     * What an alert of its own is about, when each thing it finds is one: told once, no part of an episode of abuse. The same
     * thing has the same name; null when its findings make episodes. Called only when it fired.
     */
    default @Nullable String about(OrganisationPicture picture, Assessment assessment) {
        return null;
    }

    /** Looks at the picture: notes score and numbers in the (cleared) assessment. Allocates nothing. */
    void examine(OrganisationPicture picture, Assessment into);

    /** The assessment in one sentence, in units an analyst knows. Called only when it fired. */
    String sentence(OrganisationPicture picture, Assessment assessment);
}
