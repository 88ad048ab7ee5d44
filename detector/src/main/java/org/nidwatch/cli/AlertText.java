// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.alert.ScrapingAlert.Share;
import org.nidwatch.detect.Finding;
import org.nidwatch.settings.Durations;

/** An alert as an analyst reads it: who, how many records, since when, how sure, why, what next, and where the proof is. */
final class AlertText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final int FINDINGS_SHOWN = 5;
    private static final int WIDTH = 110;

    private final ZoneId zone;
    private final boolean colours;

    AlertText(ZoneId zone, boolean colours) {
        this.zone = zone;
        this.colours = colours;
    }

    /** A block for what is new (opened, escalated), one line for what goes on, and how it ended for what ends. */
    String of(ScrapingAlert alert) {
        return switch (alert.phase()) {
            case OPENED, ESCALATED -> block(alert);
            case UPDATED -> line(alert);
            case CLOSED -> line(alert) + System.lineSeparator() + Wrapped.text("  ", "  ", alert.summary(), WIDTH);
        };
    }

    /** The head line, with where it stands. */
    String line(ScrapingAlert alert) {
        String end = alert.episodeEnd() == null ? "" : ", ended " + time(alert.episodeEnd());
        return coloured(
                alert,
                head(alert) + "  " + Counted.of(alert.recordsExposed(), "record") + " exposed, "
                        + Counted.of(alert.queries(), "query", "queries") + " since " + time(alert.episodeStart()) + end
                        + "  [" + alert.alertId().toString().substring(0, 8) + "]");
    }

    /** Everything. */
    String block(ScrapingAlert alert) {
        List<String> lines = new ArrayList<>();
        lines.add(head(alert));
        lines.add(Wrapped.text("  ", "  ", alert.summary(), WIDTH));
        String after = lasted(alert.detectedAt() - alert.episodeStart());
        lines.add(labelled("since", time(alert.episodeStart()) + " (" + zone + "), seen after " + after));
        lines.add(labelled("exposed", exposed(alert)));
        lines.add(labelled("sure", percent(alert.confidence())));
        why(alert, lines);
        members(alert, lines);
        contributors("by", alert.topCredentials(), lines);
        contributors("from", alert.topSourceAddresses(), lines);
        if (!alert.runbook().isEmpty()) {
            lines.add(labelled("next", alert.runbook()));
        }
        lines.add(labelled("proof", proof(alert)));
        return coloured(alert, String.join(System.lineSeparator(), lines));
    }

    private String head(ScrapingAlert alert) {
        String credential = alert.credentialId() == null ? "" : " / " + alert.credentialId();
        return Wrapped.safe(String.format(
                Locale.ROOT,
                "%-8s %-9s %s  %s%s  %s",
                alert.severity(),
                alert.phase().name().toLowerCase(Locale.ROOT),
                time(alert.detectedAt()),
                alert.organisationId(),
                credential,
                alert.shape().name().toLowerCase(Locale.ROOT)));
    }

    private String coloured(ScrapingAlert alert, String text) {
        if (!colours) {
            return text;
        }
        String colour = switch (alert.severity()) {
            case CRITICAL -> "1;97;41";
            case HIGH -> "1;31";
            case MEDIUM -> "1;33";
            case LOW -> "36";
        };
        int end = alert.severity().name().length();
        return "\u001b[" + colour + "m" + text.substring(0, end) + "\u001b[0m" + text.substring(end);
    }

    private static String exposed(ScrapingAlert alert) {
        String error =
                alert.distinctSubjectsError() == 0 ? "" : " (\u00b1" + percent(alert.distinctSubjectsError()) + ")";
        return Counted.of(alert.recordsExposed(), "record") + ", " + Counted.of(alert.recordsExposedBeforeAlert())
                + " before the alert; " + Counted.of(alert.distinctSubjects(), "citizen") + " asked about" + error
                + " in "
                + Counted.of(alert.queries(), "query", "queries");
    }

    /** Which detectors saw it, and those of their sentences that the summary does not hold already. */
    private static void why(ScrapingAlert alert, List<String> lines) {
        List<Finding> findings = alert.findings();
        if (findings.isEmpty()) {
            return;
        }
        lines.add(labelled(
                "seen by",
                findings.stream()
                        .map(each -> each.detector() + String.format(Locale.ROOT, " (%.1f x threshold)", each.score()))
                        .collect(Collectors.joining(", "))));
        findings.stream()
                .map(Finding::sentence)
                .filter(sentence -> !alert.summary().contains(sentence))
                .limit(FINDINGS_SHOWN)
                .forEach(sentence -> lines.add(labelled("also", sentence)));
    }

    /** Whom an alert about several organisations is about, and which alerts of their own they have. */
    private static void members(ScrapingAlert alert, List<String> lines) {
        if (!alert.memberOrganisations().isEmpty()) {
            lines.add(labelled("members", String.join(", ", alert.memberOrganisations())));
        }
        if (!alert.memberAlerts().isEmpty()) {
            lines.add(labelled(
                    "alerts", alert.memberAlerts().stream().map(UUID::toString).collect(Collectors.joining(", "))));
        }
    }

    private static void contributors(String label, List<Share> shares, List<String> lines) {
        if (!shares.isEmpty()) {
            lines.add(labelled(
                    label,
                    shares.stream()
                            .map(share -> share.id() + " (" + percent(share.share()) + ")")
                            .collect(Collectors.joining(", "))));
        }
    }

    private static String proof(ScrapingAlert alert) {
        String id = "alert " + alert.alertId();
        ScrapingAlert.ReplayRef ref = alert.replayRef();
        return ref == null
                ? id
                : id + "; " + ref.topic() + ", partition " + ref.partition() + ", offsets " + ref.firstOffset() + " to "
                        + ref.lastOffset();
    }

    private static String labelled(String label, String text) {
        return Wrapped.text(String.format(Locale.ROOT, "  %-9s ", label), " ".repeat(12), text, WIDTH);
    }

    /** An instant in the calendar's zone. */
    String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis).atZone(zone));
    }

    private static String lasted(long millis) {
        long seconds = Math.max(0, millis) / 1000;
        return seconds < 120 ? Durations.written(Duration.ofSeconds(seconds)) : (seconds / 60) + " min";
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, share < 0.0995 ? "%.1f%%" : "%.0f%%", share * 100);
    }
}
