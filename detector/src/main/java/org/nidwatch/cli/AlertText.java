// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.nidwatch.alert.Phase;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.alert.ScrapingAlert.Share;
import org.nidwatch.detect.Finding;
import org.nidwatch.settings.Durations;

/** An alert as an analyst reads it: who, how many records, since when, how sure, why, what next, and where the proof is. */
final class AlertText {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}", Pattern.UNICODE_CHARACTER_CLASS);
    private static final int FINDINGS_SHOWN = 5;

    private final ZoneId zone;
    private final boolean colours;

    AlertText(ZoneId zone, boolean colours) {
        this.zone = zone;
        this.colours = colours;
    }

    /** A block for what is new (opened, escalated), one line for what goes on or ends. */
    String of(ScrapingAlert alert) {
        boolean news = alert.phase() == Phase.OPENED || alert.phase() == Phase.ESCALATED;
        return news ? block(alert) : line(alert);
    }

    /** The head line, with where it stands. */
    String line(ScrapingAlert alert) {
        String end = alert.episodeEnd() == null ? "" : ", ended " + time(alert.episodeEnd());
        return joined(
                alert,
                List.of(head(alert) + "  " + count(alert.recordsExposed()) + " records exposed, "
                        + count(alert.queries()) + " queries since " + time(alert.episodeStart()) + end + "  ["
                        + shortId(alert) + "]"));
    }

    /** Everything. */
    String block(ScrapingAlert alert) {
        List<String> lines = new ArrayList<>();
        lines.add(head(alert));
        lines.add("  " + alert.summary());
        lines.add(labelled(
                "since",
                time(alert.episodeStart()) + " (" + zone + "), seen after "
                        + lasted(alert.detectedAt() - alert.episodeStart())));
        lines.add(labelled(
                "exposed",
                count(alert.recordsExposed()) + " records, "
                        + count(alert.recordsExposedBeforeAlert()) + " of them before the alert; "
                        + count(alert.distinctSubjects()) + " citizens asked about" + error(alert) + " in "
                        + count(alert.queries()) + " queries"));
        lines.add(labelled("sure", percent(alert.confidence())));
        why(alert, lines);
        contributors("by", alert.topCredentials(), lines);
        contributors("from", alert.topSourceAddresses(), lines);
        if (!alert.runbook().isEmpty()) {
            lines.add(labelled("next", alert.runbook()));
        }
        lines.add(labelled("proof", proof(alert)));
        return joined(alert, lines);
    }

    private String head(ScrapingAlert alert) {
        String who = alert.credentialId() == null
                ? alert.organisationId()
                : alert.organisationId() + " / " + alert.credentialId();
        return severity(alert) + " "
                + String.format(Locale.ROOT, "%-9s", alert.phase().name().toLowerCase(Locale.ROOT))
                + " " + time(alert.detectedAt()) + "  " + who + "  "
                + alert.shape().name().toLowerCase(Locale.ROOT);
    }

    private static String severity(ScrapingAlert alert) {
        return String.format(Locale.ROOT, "%-8s", alert.severity());
    }

    /** Identifiers come from outside: what could steer a terminal is taken out before our own colour goes in. */
    private String joined(ScrapingAlert alert, List<String> lines) {
        String text = lines.stream()
                .map(line -> CONTROL.matcher(line).replaceAll("?"))
                .collect(Collectors.joining(System.lineSeparator()));
        if (!colours) {
            return text;
        }
        String colour = switch (alert.severity()) {
            case CRITICAL -> "1;97;41";
            case HIGH -> "1;31";
            case MEDIUM -> "1;33";
            case LOW -> "36";
        };
        int end = severity(alert).length();
        return "\u001b[" + colour + "m" + text.substring(0, end) + "\u001b[0m" + text.substring(end);
    }

    private static void why(ScrapingAlert alert, List<String> lines) {
        List<Finding> findings = alert.findings();
        for (Finding finding : findings.subList(0, Math.min(FINDINGS_SHOWN, findings.size()))) {
            lines.add(labelled("why", finding.detector() + ": " + finding.sentence()));
        }
        if (findings.size() > FINDINGS_SHOWN) {
            lines.add(labelled("", "and " + (findings.size() - FINDINGS_SHOWN) + " more findings"));
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
        return String.format(Locale.ROOT, "  %-9s ", label) + text;
    }

    private static String error(ScrapingAlert alert) {
        return alert.distinctSubjectsError() == 0 ? "" : " (\u00b1" + percent(alert.distinctSubjectsError()) + ")";
    }

    private static String shortId(ScrapingAlert alert) {
        return alert.alertId().toString().substring(0, 8);
    }

    String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis).atZone(zone));
    }

    private static String lasted(long millis) {
        Duration rounded = Duration.ofSeconds(Math.max(0, millis) / 1000);
        long seconds = rounded.toSeconds();
        return seconds < 120 ? Durations.written(rounded) : (seconds / 60) + " min";
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, share < 0.0995 ? "%.1f %%" : "%.0f %%", share * 100);
    }
}
