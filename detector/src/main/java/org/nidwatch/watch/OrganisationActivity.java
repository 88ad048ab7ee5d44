// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one organisation did in one minute of event time, and how far each detector was from its threshold: it answers
 * "why was there no alert" too. Fields as in the schema of the same name; minute is milliseconds since the epoch.
 */
public record OrganisationActivity(
        String organisationId,
        long minute,
        long queries,
        @Nullable Double expected,
        long distinctSubjects,
        long disclosed,
        long notFound,
        long mismatched,
        long denied,
        long late,
        int credentials,
        int risk,
        List<DetectorScore> scores,
        @Nullable UUID openAlertId,
        @Nullable Long citizensAnswered,
        @Nullable Long declaredCustomers,
        @Nullable Long outgrowsAt) {

    /** How far one detector is from its threshold: 1 = at it. */
    public record DetectorScore(String detector, double score, double observed, double threshold, String unit) {}
}
