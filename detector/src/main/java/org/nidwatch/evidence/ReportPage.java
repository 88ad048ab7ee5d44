// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evidence;

import static org.nidwatch.evidence.Html.escaped;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.alert.ScrapingAlert.Share;
import org.nidwatch.detect.Finding;

/** The pack in plain words: one page without scripts, to be read or printed. */
public final class ReportPage {
    private static final String STYLE =
            "body{font:15px/1.5 system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0"
                    + " 1em;color:#24292f}table{border-collapse:collapse}td,th{border:1px solid #d0d7de;padding:.3em"
                    + " .6em;text-align:left;vertical-align:top}img{max-width:100%}";

    private final ScrapingAlert first;
    private final ScrapingAlert last;
    private final DateTimeFormatter time;
    private final StringBuilder page = new StringBuilder();

    private ReportPage(List<ScrapingAlert> emissions, ZoneId zone) {
        this.first = emissions.get(0);
        this.last = emissions.get(emissions.size() - 1);
        this.time = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS VV", Locale.ROOT)
                .withZone(zone);
    }

    /**
     * The page.
     *
     * @param emissions of one alert, in order, at least one
     * @param name of the organisation for people; its id when nobody declared one
     * @param events what lies in the list, by partition
     * @param notes what a reader must know of this pack, one sentence each
     */
    public static String of(
            List<ScrapingAlert> emissions,
            String name,
            Map<Integer, EventList.Span> events,
            List<String> notes,
            ZoneId zone) {
        return new ReportPage(emissions, zone).write(name, events, notes, emissions);
    }

    private String write(
            String name, Map<Integer, EventList.Span> events, List<String> notes, List<ScrapingAlert> emissions) {
        page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Evidence for alert ")
                .append(last.alertId())
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body>\n");
        heading(1, "Evidence for alert " + last.alertId());
        paragraph(last.summary());
        facts(name);
        heading(2, "What was found");
        findings();
        heading(2, "Queries against expectation");
        page.append("<p><img src=\"chart.svg\" alt=\"queries of the organisation against what was expected\"></p>\n");
        shares("Credentials, last 24 hours before the last emission", last.topCredentials());
        shares("Source addresses, last 24 hours before the last emission", last.topSourceAddresses());
        heading(2, "The events");
        events(events);
        heading(2, "The alert's life");
        page.append(
                "<table><tr><th>No.</th><th>Phase</th><th>Severity</th><th>Records exposed</th><th>Up to</th></tr>\n");
        for (ScrapingAlert each : emissions) {
            row(
                    Integer.toString(each.sequence()),
                    each.phase().name(),
                    each.severity().name(),
                    number(each.recordsExposed()),
                    time(each.windowEnd()));
        }
        page.append("</table>\n");
        heading(2, "How to check this");
        paragraph(
                "manifest.json holds the SHA-256 of every file. `nidwatch evidence verify` on this folder checks them, reads"
                        + " the same queries again with the same engine and the settings in settings.yaml, and says whether the same"
                        + " alert comes out.");
        page.append("<ul>\n");
        notes.forEach(each -> page.append("<li>").append(escaped(each)).append("</li>\n"));
        return page.append("</ul>\n</body></html>\n").toString();
    }

    private void facts(String name) {
        page.append("<table>\n");
        fact("Organisation", name.equals(last.organisationId()) ? name : name + " (" + last.organisationId() + ")");
        if (!last.memberOrganisations().isEmpty()) {
            fact("Members", String.join(", ", last.memberOrganisations()));
        }
        String credential = last.credentialId();
        fact("Credential", credential == null ? "none stands out" : credential);
        fact("Severity, shape", last.severity() + ", " + last.shape() + ", confidence " + last.confidence());
        fact("Began", time(first.episodeStart()));
        fact("Alert raised", time(first.detectedAt()) + " (event time)");
        Long end = last.episodeEnd();
        fact("Ended", end == null ? "open when this pack was made" : time(end));
        fact(
                "Records exposed",
                number(last.recordsExposed()) + ", of which before the alert "
                        + number(last.recordsExposedBeforeAlert()));
        fact(
                "Citizens asked about",
                number(last.distinctSubjects()) + " in " + queries(last.queries()) + " (standard error "
                        + String.format(Locale.ROOT, "%.1f %%", 100 * last.distinctSubjectsError())
                        + ")");
        fact("Settings", last.settingsVersion());
        page.append("</table>\n");
    }

    private void findings() {
        page.append(
                "<table><tr><th>Detector</th><th>In words</th><th>Observed</th><th>Expected</th><th>Alarm at</th></tr>\n");
        for (Finding each : last.findings()) {
            row(
                    each.detector(),
                    each.sentence(),
                    each.unit() + ": " + figure(each.observed()),
                    figure(each.expected()),
                    figure(each.threshold()));
        }
        page.append("</table>\n");
    }

    private void shares(String title, List<Share> shares) {
        if (shares.isEmpty()) {
            return;
        }
        heading(3, title);
        page.append("<table>\n");
        for (Share each : shares) {
            row(each.id(), queries(each.queries()), String.format(Locale.ROOT, "%.1f %%", 100 * each.share()));
        }
        page.append("</table>\n");
    }

    private void events(Map<Integer, EventList.Span> events) {
        paragraph(
                "events.csv lists each query of the episode that the topic still keeps, citizens as keyed hashes. They stand"
                        + " here:");
        page.append("<table><tr><th>Partition</th><th>First offset</th><th>Last offset</th><th>Events</th></tr>\n");
        events.forEach((partition, span) -> row(
                Integer.toString(partition),
                Long.toString(span.first()),
                Long.toString(span.last()),
                number(span.events())));
        page.append("</table>\n");
    }

    private void heading(int level, String words) {
        page.append("<h")
                .append(level)
                .append('>')
                .append(escaped(words))
                .append("</h")
                .append(level)
                .append(">\n");
    }

    private void paragraph(String words) {
        page.append("<p>").append(escaped(words)).append("</p>\n");
    }

    private void fact(String what, String value) {
        page.append("<tr><th>")
                .append(escaped(what))
                .append("</th><td>")
                .append(escaped(value))
                .append("</td></tr>\n");
    }

    private void row(String... cells) {
        page.append("<tr>");
        for (String cell : cells) {
            page.append("<td>").append(escaped(cell)).append("</td>");
        }
        page.append("</tr>\n");
    }

    private String time(long millis) {
        return time.format(Instant.ofEpochMilli(millis));
    }

    private static String queries(long count) {
        return number(count) + (count == 1 ? " query" : " queries");
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String figure(double value) {
        return value == Math.rint(value) ? number(Math.round(value)) : String.format(Locale.ROOT, "%,.2f", value);
    }
}
