// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.Episode;
import org.nidwatch.alert.Exposure;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.Scope;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.alert.SeverityRule;
import org.nidwatch.alert.TriageGuide;
import org.nidwatch.detect.Finding;
import org.nidwatch.detect.Shape;
import org.nidwatch.policy.Disposition;
import org.nidwatch.policy.Organisation;
import org.nidwatch.profile.ProfileView;
import org.nidwatch.window.DistinctCount;
import org.nidwatch.window.FirstOffsets;
import org.nidwatch.window.Horizon;
import org.nidwatch.window.Measure;
import org.nidwatch.window.OrganisationWindows;
import org.nidwatch.window.WindowsView;

/** Puts an episode into the words and figures of an alert. */
final class AlertWriter {
    private static final int CONTRIBUTORS = 5;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final WatchContext context;
    private final OrganisationWindows windows;
    private final ProfileView profile;

    AlertWriter(WatchContext context, OrganisationWindows windows, ProfileView profile) {
        this.profile = profile;
        this.context = context;
        this.windows = windows;
    }

    void write(Episode episode, Phase phase, long at) {
        context.output().alert(alert(episode, phase, at, null));
    }

    /** The end of an episode, with what an analyst has found, if any has. */
    void write(Episode.Closed episode, @Nullable Disposition disposition) {
        context.output().alert(alert(episode, Phase.CLOSED, episode.end(), disposition));
    }

    private ScrapingAlert alert(Episode episode, Phase phase, long at, @Nullable Disposition disposition) {
        Episode.Identity identity = episode.identity();
        Exposure exposure = episode.exposure();
        @Nullable Long end = episode instanceof Episode.Closed closed ? closed.end() : null;
        long windowEnd = Math.floorDiv(at, 60_000L) * 60_000L + 60_000L;
        long windowLength = episode.findings().get(0).window().toMillis();
        return new ScrapingAlert(
                identity.alertId(),
                episode.sequence(),
                phase,
                identity.organisationId(),
                identity.scope(),
                identity.credentialId(),
                episode.severity(),
                SeverityRule.confidence(episode.findings()),
                episode.shape(),
                identity.start(),
                end,
                windowEnd - windowLength,
                windowEnd,
                identity.detectedAt(),
                context.mode(),
                exposure.queries(),
                exposure.distinctSubjects(),
                DistinctCount.RELATIVE_ERROR,
                exposure.recordsExposed(),
                episode.recordsBeforeAlert(),
                episode.findings(),
                shares(windows.topCredentials(CONTRIBUTORS)),
                shares(windows.topSources(CONTRIBUTORS)),
                List.copyOf(exposure.samples()),
                replayRef(identity.start()),
                profile.ageDays(),
                context.settingsVersion(),
                summary(episode, phase, disposition),
                TriageGuide.of(episode.findings()),
                List.of(),
                List.of());
    }

    private List<ScrapingAlert.Share> shares(List<WindowsView.Contributor> contributors) {
        double all = Math.max(1, windows.count(Measure.QUERIES, Horizon.DAY));
        return contributors.stream()
                .map(one -> new ScrapingAlert.Share(one.id(), one.queries(), Math.min(1, one.queries() / all)))
                .toList();
    }

    private ScrapingAlert.@Nullable ReplayRef replayRef(long start) {
        FirstOffsets offsets = windows.offsets();
        long first = offsets.firstSince(start);
        return offsets.partition() < 0 || first < 0
                ? null
                : new ScrapingAlert.ReplayRef(context.queriesTopic(), offsets.partition(), first, offsets.last());
    }

    private String summary(Episode episode, Phase phase, @Nullable Disposition disposition) {
        Episode.Identity identity = episode.identity();
        Organisation declared = context.policy().organisation(identity.organisationId());
        String name = declared == null || declared.name().isEmpty()
                ? identity.organisationId()
                : declared.name() + " (" + identity.organisationId() + ")";
        String who = identity.scope() == Scope.CREDENTIAL ? name + ", credential " + identity.credentialId() : name;
        long records = episode.exposure().recordsExposed();
        String exposed = String.format(Locale.ROOT, "%,d %s exposed", records, records == 1 ? "record" : "records");
        String since = " since " + TIME.format(Instant.ofEpochMilli(identity.start())) + " UTC";
        if (episode.shape() == Shape.UNKNOWN) {
            // Nothing went out in it: it is what the findings say, and lasts.
            return who + ": " + episode.findings().get(0).sentence()
                    + (phase == Phase.CLOSED ? " It was told once, and is closed." : "");
        }
        if (disposition != null) {
            String ended = disposition.verdict().closes() ? ", " : "; it has ended, ";
            return who + ": " + past(episode.shape()) + ended + disposition.words() + "; " + exposed + since + ".";
        }
        if (phase == Phase.CLOSED) {
            return who + ": " + past(episode.shape()) + "; it has ended; " + exposed + since + ".";
        }
        Finding strongest = episode.findings().get(0);
        return who + ": " + act(episode.shape()) + ", " + exposed + since + ". " + strongest.sentence();
    }

    private static String act(Shape shape) {
        return switch (shape) {
            case ENUMERATION -> "numbers are walked or guessed";
            case HARVEST -> "records are pulled in bulk";
            case RESALE -> "somebody else may be asking through it";
            case CANARY -> "a decoy was asked for";
            case PROBE -> "a probe was answered";
            case UNKNOWN -> "unusual use";
        };
    }

    private static String past(Shape shape) {
        return switch (shape) {
            case ENUMERATION -> "numbers were walked or guessed";
            case HARVEST -> "records were pulled in bulk";
            case RESALE -> "somebody else may have asked through it";
            case CANARY, PROBE, UNKNOWN -> act(shape);
        };
    }
}
