// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.nidwatch.detect.Assessment;
import org.nidwatch.detect.Shape;
import org.nidwatch.policy.Organisation;
import org.nidwatch.profile.ProfileView;
import org.nidwatch.window.Horizon;
import org.nidwatch.window.Measure;
import org.nidwatch.window.OrganisationWindows;

/**
 * Gathers what one minute's activity record says. The detectors' peaks are not part of the kept state: in the minute of a
 * crash they start anew, so a minute's scores may read lower; alerts do not depend on them.
 */
final class MinuteReport {
    private final WatchContext context;
    private final OrganisationWindows windows;
    private final ProfileView profile;
    private final double[] score;
    private final double[] observed;
    private final double[] threshold;

    MinuteReport(WatchContext context, OrganisationWindows windows, ProfileView profile) {
        this.profile = profile;
        this.context = context;
        this.windows = windows;
        int detectors = context.detectors().size();
        score = new double[detectors];
        observed = new double[detectors];
        threshold = new double[detectors];
    }

    /** Notes a look of the detector at the index; the highest of the minute is told. */
    void looked(int detector, Assessment assessment) {
        if (assessment.score() >= score[detector]) {
            score[detector] = assessment.score();
            observed[detector] = assessment.observed();
            threshold[detector] = assessment.threshold();
        }
    }

    /** The record of the current minute. */
    OrganisationActivity close(@Nullable UUID openAlertId, @Nullable Organisation declared) {
        double highest = 0;
        List<OrganisationActivity.DetectorScore> scores = new ArrayList<>(score.length);
        for (int i = 0; i < score.length; i++) {
            // Who outgrew its declaration stays so for good: that must not hide everything else behind a risk of 100.
            if (context.detectors().get(i).opensAlerts()
                    && context.detectors().get(i).shape() != Shape.UNKNOWN) {
                highest = Math.max(highest, score[i]);
            }
            scores.add(new OrganisationActivity.DetectorScore(
                    context.detectors().get(i).id(),
                    rounded(score[i]),
                    rounded(observed[i]),
                    rounded(threshold[i]),
                    context.detectors().get(i).unit()));
            score[i] = 0;
            observed[i] = 0;
            threshold[i] = 0;
        }
        Long customers = declared == null ? null : declared.declaredCustomers();
        long answered = windows.citizensAnswered();
        return new OrganisationActivity(
                windows.organisationId(),
                windows.minuteStart(),
                windows.count(Measure.QUERIES, Horizon.MINUTE),
                rounded(profile.expectedQueriesThisMinute()),
                windows.distinctSubjects(Horizon.HOUR),
                windows.count(Measure.DISCLOSED, Horizon.MINUTE),
                windows.count(Measure.NOT_FOUND, Horizon.MINUTE),
                windows.count(Measure.MISMATCHED, Horizon.MINUTE),
                windows.count(Measure.DENIED, Horizon.MINUTE),
                windows.takeLate(),
                windows.activeCredentials(),
                (int) Math.min(100, Math.floor(100 * highest)),
                List.copyOf(scores),
                openAlertId,
                answered == 0 ? null : answered,
                customers,
                customers == null ? null : outgrows(customers));
    }

    private @Nullable Long outgrows(long customers) {
        long at = windows.citizensAnsweredReach(customers);
        return at == Long.MAX_VALUE ? null : at;
    }

    private static double rounded(double value) {
        return Math.round(1000 * value) / 1000.0;
    }
}
