// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.detect.Shape;
import org.nidwatch.evidence.ActivityChart;
import org.nidwatch.evidence.EventList;
import org.nidwatch.evidence.Manifest;
import org.nidwatch.evidence.ReportPage;
import org.nidwatch.intake.Query;
import org.nidwatch.intake.Token;
import org.nidwatch.policy.Canary;
import org.nidwatch.policy.Disposition;
import org.nidwatch.policy.Organisation;
import org.nidwatch.policy.Probe;
import org.nidwatch.settings.LoadedSettings;
import org.nidwatch.settings.Setting;
import org.nidwatch.settings.Settings;
import org.nidwatch.wire.JsonForm;
import org.nidwatch.wire.ReadAlert;

/** Gathers what belongs to an alert from the topics, and writes it to a folder. */
final class EvidencePack {
    static final String ALERT = "alert.jsonl";
    static final String SETTINGS = "settings.yaml";
    static final String ORGANISATIONS = "organisations.jsonl";
    static final String CANARIES = "canaries.jsonl";
    static final String PROBES = "probes.jsonl";
    static final String DISPOSITIONS = "dispositions.jsonl";
    static final String REPLAY = "replay.json";

    /** Settings that decide what is an alert: no secret is among them. */
    private static final List<String> DECISIVE =
            List.of("detectors.", "alerts.", "calendar.", "federation.", "intake.", "topics.prefix");

    private static final long HOUR_MILLIS = 3_600_000L;
    private static final long DAY_MILLIS = 24 * HOUR_MILLIS;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Connection connection;
    private final LoadedSettings loaded;
    private final Settings settings;
    private final Terminal terminal;
    private final JsonForm json = new JsonForm();
    private final List<String> notes = new ArrayList<>();
    private final Set<Token> seen = new HashSet<>();

    EvidencePack(Connection connection, LoadedSettings loaded, Terminal terminal) {
        this.connection = connection;
        this.loaded = loaded;
        this.settings = loaded.settings();
        this.terminal = terminal;
    }

    /** Writes the pack; returns the SHA-256 of its manifest. */
    String write(List<ReadAlert> emissions, Path folder) throws IOException {
        Files.createDirectories(folder);
        List<ScrapingAlert> alerts = emissions.stream().map(ReadAlert::alert).toList();
        ScrapingAlert first = alerts.get(0);
        ScrapingAlert last = alerts.get(alerts.size() - 1);
        Set<String> about = new TreeSet<>(
                last.memberOrganisations().isEmpty() ? List.of(last.organisationId()) : last.memberOrganisations());
        lines(folder.resolve(ALERT), emissions, each -> json.alert(each.alert(), each.emittedAtMillis()));
        if (first.sequence() != 0) {
            notes.add(
                    "The alert's first emissions are no longer kept: it begins with number " + first.sequence() + ".");
        }
        EventList events = events(first, last, about, folder);
        chart(first, last, about, folder);
        Map<String, Organisation> declared =
                OrganisationCommand.topic(connection).contents().things();
        policy(last, about, declared, folder);
        settings(last, folder);
        replay(last, events, folder);
        Organisation one = declared.get(last.organisationId());
        String name = one == null || one.name().isEmpty() ? last.organisationId() : one.name();
        Files.writeString(
                folder.resolve("report.html"),
                ReportPage.of(
                        alerts, name, events.spans(), notes, settings.calendar().zone()));
        notes.forEach(each -> terminal.err().println("nidwatch: " + each));
        return Manifest.write(folder);
    }

    private static <T> void lines(Path file, Iterable<T> things, Function<T, String> line) throws IOException {
        List<String> lines = new ArrayList<>();
        things.forEach(each -> lines.add(line.apply(each)));
        Files.write(file, lines);
    }

    /** Event time at which the alert, as far as it was told, ends; milliseconds. */
    static long end(ScrapingAlert last) {
        Long end = last.episodeEnd();
        return end == null ? last.windowEnd() : end;
    }

    private EventList events(ScrapingAlert first, ScrapingAlert last, Set<String> about, Path folder)
            throws IOException {
        String topic = connection.topics().queries();
        EventList events = new EventList(folder.resolve("events.csv"), topic);
        Set<Token> probed = new HashSet<>(last.sampleSubjects());
        try (events;
                Consumer<byte[], byte[]> consumer = connection.consumer()) {
            if (TokenHistory.holdsNothing(consumer, topic)) {
                notes.add("The topic " + topic + " holds no queries any more: the list of events is empty.");
                return events;
            }
            QueryHistory history =
                    new QueryHistory(consumer, topic, connection.wire().newQueryReader());
            long oldest = history.oldestKept();
            if (oldest > first.episodeStart()) {
                notes.add("The topic keeps queries since "
                        + new DayOrTime(settings.calendar().zone()).shown(oldest)
                        + " only, and the episode began before: earlier events are missing from the list.");
            }
            try (Progress progress = new Progress(terminal, history::part)) {
                history.read(first.episodeStart(), end(last) + 1, progress, (query, partition, offset) -> {
                    if (belongs(query, last, about, probed)) {
                        add(events, query, partition, offset);
                    }
                    return true;
                });
            }
        }
        return events;
    }

    // An alert about a credential is about its queries; one about a probe about those for the probed person.
    private static boolean belongs(Query query, ScrapingAlert alert, Set<String> about, Set<Token> probed) {
        String credential = alert.credentialId();
        return about.contains(query.organisationId())
                && (credential == null || credential.equals(query.credentialId()))
                && (alert.shape() != Shape.PROBE
                        || query.hasSubject() && probed.contains(new Token(query.subjectHigh(), query.subjectLow())));
    }

    private void add(EventList events, Query query, int partition, long offset) {
        try {
            events.add(query, partition, offset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (query.hasSubject()) {
            seen.add(new Token(query.subjectHigh(), query.subjectLow()));
        }
    }

    private void chart(ScrapingAlert first, ScrapingAlert last, Set<String> about, Path folder) throws IOException {
        long from = first.episodeStart() - DAY_MILLIS;
        ActivityChart chart = new ActivityChart(from, end(last) + HOUR_MILLIS);
        try (Consumer<byte[], byte[]> consumer = connection.consumer()) {
            ActivityHistory.read(consumer, connection, from, minute -> {
                if (about.contains(minute.organisationId())) {
                    chart.add(minute.minute(), minute.queries(), minute.expected());
                }
            });
        }
        if (chart.minutes() == 0) {
            notes.add("Nothing is kept of the organisation's minutes around the episode: the chart is empty.");
        }
        String whom = about.size() == 1 ? about.iterator().next() : about.size() + " organisations";
        Files.writeString(
                folder.resolve("chart.svg"),
                chart.svg(
                        "Queries of " + whom,
                        first.episodeStart(),
                        first.detectedAt(),
                        settings.calendar().zone()));
    }

    private void policy(ScrapingAlert last, Set<String> about, Map<String, Organisation> declared, Path folder)
            throws IOException {
        // An alert about several is decided beside all others: their sectors count, too.
        boolean all = !last.memberOrganisations().isEmpty();
        lines(
                folder.resolve(ORGANISATIONS),
                declared.values().stream()
                        .filter(each -> all || about.contains(each.id()))
                        .toList(),
                json::organisation);
        // Of the decoys and probes only those that were asked for: the others are nobody's business.
        lines(
                folder.resolve(CANARIES),
                CanaryCommand.topic(connection).contents().things().values().stream()
                        .filter(each -> seen.contains(each.token()))
                        .toList(),
                (Canary each) -> json.canary(each));
        lines(
                folder.resolve(PROBES),
                ProbeCommand.topic(connection).contents().things().values().stream()
                        .filter(each -> seen.contains(each.token()))
                        .toList(),
                (Probe each) -> json.probe(each));
        lines(
                folder.resolve(DISPOSITIONS),
                DispositionCommand.topic(connection).contents().things().values().stream()
                        .filter(each -> all || about.contains(each.organisationId()))
                        .toList(),
                (Disposition each) -> json.disposition(each));
    }

    private void settings(ScrapingAlert last, Path folder) throws IOException {
        String version = version(settings, last);
        if (!version.equals(last.settingsVersion())) {
            notes.add("The alert was raised under settings " + last.settingsVersion() + "; those in settings.yaml are "
                    + version + ", in force when this pack was made.");
        }
        List<String> lines = new ArrayList<>();
        lines.add("# What decides what is an alert; version " + version + ".");
        for (Setting each : loaded.table()) {
            if (each.value() != null && DECISIVE.stream().anyMatch(each.key()::startsWith)) {
                lines.add(
                        each.key() + ": \"" + each.value().replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
            }
        }
        Files.write(folder.resolve(SETTINGS), lines);
    }

    /** The hash of those settings that decide about an alert like this one. */
    static String version(Settings settings, ScrapingAlert alert) {
        return alert.organisationId().equals(ScrapingAlert.FEDERATION)
                ? settings.federation().version()
                : settings.watch().version();
    }

    private void replay(ScrapingAlert last, EventList events, Path folder) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("topic", connection.topics().queries());
        root.put("organisation_id", last.organisationId());
        root.put("nidwatch_version", Version.text());
        root.put("settings_version_of_the_alert", last.settingsVersion());
        root.put("settings_version_of_this_pack", version(settings, last));
        root.put("baseline_age_days", last.baselineAgeDays());
        root.put("made_at", System.currentTimeMillis());
        root.put("events", events.events());
        Map<String, EventList.Span> spans = events.spans().entrySet().stream()
                .collect(Collectors.toMap(
                        each -> each.getKey().toString(), Map.Entry::getValue, (a, b) -> a, TreeMap::new));
        ObjectNode partitions = root.putObject("partitions");
        spans.forEach((partition, span) -> partitions
                .putObject(partition)
                .put("first_offset", span.first())
                .put("last_offset", span.last())
                .put("events", span.events()));
        Files.writeString(
                folder.resolve(REPLAY), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
    }
}
