// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.io.PrintStream;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.ingest.Tally;
import org.nidwatch.intake.RejectReason;

/** What a scan counted. Law: read = counted + rejected + bad. */
final class ScanSummary {
    private static final int ALERTS_SHOWN = 30;
    private static final int REASONS_SHOWN = 10;
    private static final int ORGANISATIONS_COUNTED = 100_000;

    private final Map<UUID, ScrapingAlert> alerts = new LinkedHashMap<>();
    private final Map<RejectReason, Long> rejected = new EnumMap<>(RejectReason.class);
    private final Map<String, long[]> bad = new LinkedHashMap<>();
    private final Set<String> organisations = new HashSet<>();
    private long counted;
    private long rejectedInAll;
    private long badInAll;
    private long commonCauses;
    private long silenced;

    void counted(String organisation) {
        counted++;
        if (organisations.size() < ORGANISATIONS_COUNTED) {
            organisations.add(organisation);
        }
    }

    void rejected(RejectReason reason) {
        rejectedInAll++;
        rejected.merge(reason, 1L, Long::sum);
    }

    /** Keeps the first line of each reason, and how many there are. */
    void bad(long lineNumber, String reason) {
        badInAll++;
        if (bad.size() < REASONS_SHOWN || bad.containsKey(reason)) {
            bad.computeIfAbsent(reason, key -> new long[] {lineNumber, 0})[1]++;
        }
    }

    /** Keeps the newest emission of each alert. */
    void alert(ScrapingAlert alert) {
        alerts.put(alert.alertId(), alert);
    }

    /** All organisations rose together, which is no alert. */
    void commonCause() {
        commonCauses++;
    }

    /** A silence began to hold an alert back. */
    void silenced() {
        silenced++;
    }

    long read() {
        return counted + rejectedInAll + badInAll;
    }

    boolean found() {
        return !alerts.isEmpty();
    }

    void print(Terminal terminal, Tally tally, ZoneId zone) {
        PrintStream err = terminal.err();
        if (!alerts.isEmpty()) {
            err.print(table(new AlertText(zone, false)));
        }
        err.println("Read " + Counted.of(read()) + " queries = " + Counted.of(counted) + " counted + "
                + Counted.of(rejectedInAll) + " rejected + " + Counted.of(badInAll) + " bad; "
                + Counted.of(organisations.size()) + " organisations"
                + (tally.skipped() == 0
                        ? "."
                        : "; " + Counted.of(tally.skipped()) + " lines left out by the mapping."));
        rejected.forEach((reason, count) -> err.println("  rejected " + Counted.of(count) + ": " + reason.sentence()));
        bad.forEach((reason, line) ->
                err.println("  bad " + Counted.of(line[1]) + ": " + reason + " (first in line " + line[0] + ")"));
        if (tally.recoded() > 0) {
            err.println("  " + Counted.of(tally.recoded()) + " lines were not UTF-8 and were read as Windows-1252");
        }
        if (commonCauses > 0) {
            err.println("  " + Counted.of(commonCauses, "hour", "hours")
                    + " in which all organisations, or a sector, rose together: a common cause, no alert");
        }
        if (silenced > 0) {
            err.println("  " + Counted.of(silenced, "alert was", "alerts were") + " held back by silences");
        }
        err.println(alerts.isEmpty() ? "No alert." : alerts.size() + (alerts.size() == 1 ? " alert." : " alerts."));
    }

    private Columns table(AlertText text) {
        List<ScrapingAlert> worst = new ArrayList<>(alerts.values());
        worst.sort(Comparator.comparing(ScrapingAlert::severity)
                .thenComparing(ScrapingAlert::recordsExposed)
                .reversed());
        Columns columns = new Columns(
                "SEVERITY", "ORGANISATION", "SHAPE", "SINCE", "SEEN", "EXPOSED", "BEFORE ALERT", "QUERIES", "STATE");
        for (ScrapingAlert each : worst.subList(0, Math.min(ALERTS_SHOWN, worst.size()))) {
            columns.row(
                    each.severity().name(),
                    each.organisationId(),
                    each.shape().name(),
                    text.time(each.episodeStart()),
                    text.time(each.detectedAt()),
                    Counted.of(each.recordsExposed()),
                    Counted.of(each.recordsExposedBeforeAlert()),
                    Counted.of(each.queries()),
                    each.episodeEnd() == null ? "open" : "closed");
        }
        return columns;
    }
}
