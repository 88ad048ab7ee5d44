// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.federation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.Episode;
import org.nidwatch.alert.Exposure;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.alert.SeverityRule;
import org.nidwatch.alert.TriageGuide;
import org.nidwatch.detect.Finding;
import org.nidwatch.detect.Shape;
import org.nidwatch.policy.Disposition;
import org.nidwatch.policy.Organisation;
import org.nidwatch.policy.Policy;
import org.nidwatch.window.DistinctCount;

/** Puts an episode of the federation into the words and figures of an alert. */
final class FederationAlert {
    private static final int NAMED = 5;
    private static final double DAY_MILLIS = 86_400_000;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Policy policy;
    private final Mode mode;
    private final String settingsVersion;
    private final LongSupplier firstTick;
    private final FederationOutput output;

    FederationAlert(Policy policy, Mode mode, String settingsVersion, LongSupplier firstTick, FederationOutput output) {
        this.policy = policy;
        this.mode = mode;
        this.settingsVersion = settingsVersion;
        this.firstTick = firstTick;
        this.output = output;
    }

    /**
     * Writes the alert.
     *
     * @param members all members, those that contribute most first
     * @param alerts their own open alerts
     * @param disposition what was decided about an alert that is over; null when nothing was
     */
    void write(
            Episode episode,
            Phase phase,
            long at,
            List<String> members,
            List<UUID> alerts,
            @Nullable Disposition disposition) {
        Episode.Identity identity = episode.identity();
        Exposure exposure = episode.exposure();
        @Nullable Long end = episode instanceof Episode.Closed closed ? closed.end() : null;
        output.alert(new ScrapingAlert(
                identity.alertId(),
                episode.sequence(),
                phase,
                identity.organisationId(),
                identity.scope(),
                null,
                episode.severity(),
                SeverityRule.confidence(episode.findings()),
                episode.shape(),
                identity.start(),
                end,
                at - episode.findings().get(0).window().toMillis(),
                at,
                identity.detectedAt(),
                mode,
                exposure.queries(),
                exposure.distinctSubjects(),
                DistinctCount.RELATIVE_ERROR,
                exposure.recordsExposed(),
                episode.recordsBeforeAlert(),
                episode.findings(),
                List.of(),
                List.of(),
                List.of(),
                null,
                (at - firstTick.getAsLong() * OrganisationDigest.TICK_MILLIS) / DAY_MILLIS,
                settingsVersion,
                summary(episode, phase, members, disposition),
                TriageGuide.of(episode.findings()),
                members.subList(0, Math.min(ScrapingAlert.MEMBERS, members.size())),
                alerts.subList(0, Math.min(ScrapingAlert.MEMBERS, alerts.size()))));
    }

    private String summary(Episode episode, Phase phase, List<String> members, @Nullable Disposition disposition) {
        long records = episode.exposure().recordsExposed();
        String exposed = String.format(
                Locale.ROOT,
                "%,d %s more than usual exposed since %s UTC",
                records,
                records == 1 ? "record" : "records",
                TIME.format(Instant.ofEpochMilli(episode.identity().start())));
        String who = who(members);
        if (phase == Phase.CLOSED) {
            String how = disposition == null ? "which has ended" : disposition.words();
            return who + ": " + past(episode.shape()) + " together, " + how + "; " + exposed + ".";
        }
        Finding strongest = episode.findings().get(0);
        return who + ": " + act(episode.shape()) + " together, " + exposed + ". " + strongest.sentence();
    }

    private String who(List<String> members) {
        List<String> named = members.stream().limit(NAMED).map(this::name).toList();
        int more = members.size() - named.size();
        return members.size() + " organisations (" + String.join(", ", named)
                + (more > 0 ? " and " + more + " more" : "") + ")";
    }

    private String name(String id) {
        Organisation declared = policy.organisation(id);
        return declared == null || declared.name().isEmpty() ? id : declared.name() + " [" + id + "]";
    }

    private static String act(Shape shape) {
        return switch (shape) {
            case ENUMERATION -> "numbers are walked or guessed through them";
            case HARVEST -> "records are pulled through them";
            case RESALE -> "somebody else may be asking through them";
            case CANARY, PROBE, UNKNOWN -> "unusual use of them";
        };
    }

    private static String past(Shape shape) {
        return switch (shape) {
            case ENUMERATION -> "numbers were walked or guessed through them";
            case HARVEST -> "records were pulled through them";
            case RESALE -> "somebody else may have asked through them";
            case CANARY, PROBE, UNKNOWN -> act(shape);
        };
    }
}
