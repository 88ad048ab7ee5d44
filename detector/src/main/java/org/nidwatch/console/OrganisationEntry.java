// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.Severity;
import org.nidwatch.policy.Organisation;
import org.nidwatch.watch.OrganisationActivity;

/** One organisation: as declared, its newest minute, a day of minutes, and how near each detector came. Not thread-safe. */
final class OrganisationEntry {
    private static final long HOUR_MILLIS = 3_600_000;

    private final String id;
    private final MinuteHistory history = new MinuteHistory();

    /** The highest score of each detector in the newest hour, and in the one before. */
    private Map<String, Peak> peaks = new HashMap<>();

    private Map<String, Peak> peaksBefore = new HashMap<>();
    private long peakHour = Long.MIN_VALUE;
    private @Nullable Organisation declared;
    private @Nullable OrganisationActivity latest;

    private record Peak(double score, long minute) {}

    OrganisationEntry(String id) {
        this.id = id;
    }

    void declare(@Nullable Organisation organisation) {
        declared = organisation;
    }

    @Nullable
    Organisation declared() {
        return declared;
    }

    String name() {
        return declared == null ? "" : declared.name();
    }

    /** Whether nothing is known of it any more. */
    boolean empty() {
        return declared == null && latest == null;
    }

    @Nullable
    Long minute() {
        return latest == null ? null : latest.minute();
    }

    int risk() {
        return latest == null ? -1 : latest.risk();
    }

    /** Keeps a minute; answers whether it is the newest. */
    boolean put(OrganisationActivity activity) {
        history.put(activity);
        peak(activity);
        if (latest != null && activity.minute() < latest.minute()) {
            return false;
        }
        boolean news = !activity.equals(latest);
        latest = activity;
        return news;
    }

    private void peak(OrganisationActivity activity) {
        long hour = Math.floorDiv(activity.minute(), HOUR_MILLIS);
        if (hour > peakHour) {
            peaksBefore = hour == peakHour + 1 ? peaks : new HashMap<>();
            peaks = new HashMap<>();
            peakHour = hour;
        }
        Map<String, Peak> there = hour == peakHour ? peaks : peaksBefore;
        if (hour >= peakHour - 1) {
            for (OrganisationActivity.DetectorScore score : activity.scores()) {
                there.merge(
                        score.detector(),
                        new Peak(score.score(), activity.minute()),
                        (one, other) -> other.score > one.score ? other : one);
            }
        }
    }

    View.OrganisationSummary summary(int openAlerts, @Nullable Severity worst, int silences) {
        MinuteHistory.LastHour hour = history.lastHour();
        return new View.OrganisationSummary(
                id,
                name(),
                declared == null ? "" : declared.sector(),
                declared != null,
                minute(),
                latest == null ? null : latest.risk(),
                latest == null ? null : nearest(latest),
                latest == null ? null : latest.queries(),
                latest == null ? null : latest.expected(),
                hour.queries(),
                hour.expected(),
                openAlerts,
                worst,
                silences);
    }

    private static @Nullable String nearest(OrganisationActivity activity) {
        return activity.scores().stream()
                .max(Comparator.comparingDouble(OrganisationActivity.DetectorScore::score))
                .map(OrganisationActivity.DetectorScore::detector)
                .orElse(null);
    }

    View.Activity activity(int minutes) {
        return history.columns(minutes);
    }

    View.@Nullable LatestActivity latest() {
        OrganisationActivity now = latest;
        return now == null
                ? null
                : new View.LatestActivity(
                        now.minute(),
                        now.queries(),
                        now.expected(),
                        now.distinctSubjects(),
                        now.disclosed(),
                        now.notFound(),
                        now.mismatched(),
                        now.denied(),
                        now.late(),
                        now.credentials(),
                        now.risk(),
                        now.openAlertId(),
                        now.citizensAnswered(),
                        now.declaredCustomers(),
                        now.outgrowsAt());
    }

    /** Since when peaks are kept. */
    @Nullable
    Long highestSince() {
        return peakHour == Long.MIN_VALUE ? null : (peakHour - 1) * HOUR_MILLIS;
    }

    /** Each detector of the newest minute, nearest to its threshold first. */
    List<View.DetectorScore> detectors() {
        List<View.DetectorScore> scores = new ArrayList<>();
        if (latest != null) {
            for (OrganisationActivity.DetectorScore each : latest.scores()) {
                scores.add(score(each, latest.minute()));
            }
        }
        scores.sort(Comparator.comparingDouble(View.DetectorScore::score)
                .thenComparingDouble(View.DetectorScore::highestScore)
                .reversed());
        return scores;
    }

    private View.DetectorScore score(OrganisationActivity.DetectorScore score, long minute) {
        Peak peak = new Peak(score.score(), minute);
        for (Map<String, Peak> each : List.of(peaks, peaksBefore)) {
            Peak other = each.get(score.detector());
            peak = other != null && other.score > peak.score ? other : peak;
        }
        return new View.DetectorScore(
                score.detector(),
                Shown.finite(score.score()),
                Shown.finite(score.observed()),
                Shown.finite(score.threshold()),
                score.unit(),
                Shown.finite(peak.score),
                peak.minute);
    }
}
