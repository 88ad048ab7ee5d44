// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.time.Instant;
import java.util.UUID;
import org.nidwatch.watch.OrganisationActivity;
import org.nidwatch.watch.OrganisationActivity.DetectorScore;

/** {@link OrganisationActivity}. */
final class ActivityTranslation implements Translation<OrganisationActivity, org.nidwatch.event.OrganisationActivity> {
    @Override
    public org.nidwatch.event.OrganisationActivity toAvro(OrganisationActivity activity) {
        UUID openAlert = activity.openAlertId();
        Long outgrows = activity.outgrowsAt();
        return new org.nidwatch.event.OrganisationActivity(
                activity.organisationId(),
                Instant.ofEpochMilli(activity.minute()),
                activity.queries(),
                activity.expected(),
                activity.distinctSubjects(),
                activity.disclosed(),
                activity.notFound(),
                activity.mismatched(),
                activity.denied(),
                activity.late(),
                activity.credentials(),
                activity.risk(),
                activity.scores().stream().map(ActivityTranslation::score).toList(),
                openAlert == null ? null : openAlert.toString(),
                activity.citizensAnswered(),
                activity.declaredCustomers(),
                outgrows == null ? null : Instant.ofEpochMilli(outgrows));
    }

    @Override
    public OrganisationActivity fromAvro(org.nidwatch.event.OrganisationActivity record) {
        String openAlert = record.getOpenAlertId();
        Instant outgrows = record.getOutgrowsAt();
        return new OrganisationActivity(
                record.getOrganisationId(),
                record.getMinute().toEpochMilli(),
                record.getQueries(),
                record.getExpected(),
                record.getDistinctSubjects(),
                record.getDisclosed(),
                record.getNotFound(),
                record.getMismatched(),
                record.getDenied(),
                record.getLate(),
                record.getCredentials(),
                record.getRisk(),
                record.getScores().stream().map(ActivityTranslation::score).toList(),
                openAlert == null ? null : UUID.fromString(openAlert),
                record.getCitizensAnswered(),
                record.getDeclaredCustomers(),
                outgrows == null ? null : outgrows.toEpochMilli());
    }

    private static org.nidwatch.event.DetectorScore score(DetectorScore score) {
        return new org.nidwatch.event.DetectorScore(
                score.detector(), score.score(), score.observed(), score.threshold(), score.unit());
    }

    private static DetectorScore score(org.nidwatch.event.DetectorScore score) {
        return new DetectorScore(
                score.getDetector(), score.getScore(), score.getObserved(), score.getThreshold(), score.getUnit());
    }
}
