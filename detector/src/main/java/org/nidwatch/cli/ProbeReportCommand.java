// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.nidwatch.policy.Probe;
import org.nidwatch.probe.Answer;
import org.nidwatch.probe.Answers;
import org.nidwatch.probe.ProbeReport;
import org.nidwatch.probe.Suspect;
import org.nidwatch.settings.LoadedSettings;
import org.nidwatch.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Combines probes into one answer. */
@Command(
        name = "report",
        description = {
            "Combines probes into one answer, from the queries themselves: who asked for these people within the windows, how"
                    + " often, and whether chance alone would do that.",
            "Exit code 2 when anybody did."
        })
final class ProbeReportCommand implements Callable<Integer> {
    private static final long GAP_MILLIS = Duration.ofDays(1).toMillis();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(arity = "0..*", paramLabel = "ID", description = "Which probes; all when left out.")
    private List<String> ids = List.of();

    @Option(
            names = "--register-size",
            paramLabel = "N",
            defaultValue = "120000000",
            description = "People in the register. Default: ${DEFAULT-VALUE}")
    private long register = 120_000_000;

    @Option(
            names = "--history",
            paramLabel = "DURATION",
            defaultValue = "24h",
            description =
                    "How long before a probe to look how often the person is asked for anyway. Default: ${DEFAULT-VALUE}")
    private String history = "24h";

    @Option(names = "--json", paramLabel = "FILE", description = "The same as JSON, - for standard output.")
    private @Nullable String json;

    private final Terminal terminal;

    ProbeReportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (register < 1_000) {
            throw CommandFailure.usage("--register-size = " + register + ": must be at least 1,000");
        }
        long before = ForOption.read("--history", history).toMillis();
        LoadedSettings loaded = common.load(terminal);
        Connection connection = Connection.of(loaded);
        List<Probe> probes =
                ProbeCommand.chosen(ProbeCommand.topic(connection).contents().things(), ids);
        if (probes.isEmpty()) {
            throw CommandFailure.failed("no probe is noted: `nidwatch probe add` does that");
        }
        ProbeReport report = read(connection, probes, before, loaded.settings());
        if (json == null || !json.equals("-")) {
            print(report, loaded.settings());
        }
        if (json != null) {
            try (LineOutput out = LineOutput.open(json, terminal)) {
                out.line(new ProbeJson().of(report));
            }
        }
        return report.suspects().isEmpty() ? ExitCode.OK : ExitCode.FOUND;
    }

    private ProbeReport read(Connection connection, List<Probe> all, long before, Settings settings) {
        connection.admin().close();
        try (Consumer<byte[], byte[]> consumer = connection.consumer()) {
            String topic = connection.topics().queries();
            if (TokenHistory.holdsNothing(consumer, topic)) {
                throw CommandFailure.failed("topic " + topic + " holds no queries: whether anybody asked is not known");
            }
            QueryHistory queries =
                    new QueryHistory(consumer, topic, connection.wire().newQueryReader());
            List<Probe> kept = kept(all, queries.oldestKept(), settings);
            Answers answers = new Answers(kept);
            try (Progress progress = new Progress(terminal, queries::part)) {
                for (long[] span : spans(kept, before)) {
                    queries.read(span[0], span[1], progress, (query, partition, offset) -> {
                        answers.take(query, partition, offset);
                        return true;
                    });
                }
            }
            return answers.report(register);
        }
    }

    /** Those whose whole window the topic still keeps; says what is left out, and what may still be answered. */
    private List<Probe> kept(List<Probe> all, long oldest, Settings settings) {
        List<Probe> kept = new ArrayList<>();
        long now = System.currentTimeMillis();
        for (Probe probe : all) {
            if (probe.until() < oldest) {
                terminal.err()
                        .println("nidwatch: probe " + probe.id() + " is left out: the topic keeps queries since "
                                + ProbeCommand.shown(oldest, settings) + ", its window ended before");
                continue;
            }
            if (probe.until() >= now) {
                terminal.err()
                        .println("nidwatch: answers to probe " + probe.id() + " count until "
                                + ProbeCommand.shown(probe.until(), settings) + ": look again after that");
            }
            kept.add(probe);
        }
        if (kept.isEmpty()) {
            throw CommandFailure.failed("nothing is kept of these probes' windows: whether anybody asked is not known");
        }
        if (kept.size() > Answers.MOST) {
            throw CommandFailure.usage(kept.size() + " probes: name at most " + Answers.MOST);
        }
        return kept;
    }

    /** What to read, the same query never twice: windows of one day are one span. */
    private static List<long[]> spans(List<Probe> probes, long before) {
        List<long[]> spans = new ArrayList<>();
        for (Probe probe :
                probes.stream().sorted(Comparator.comparingLong(Probe::from)).toList()) {
            long from = probe.from() - before;
            long until = probe.until() + 1;
            long[] last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
            if (last != null && from <= last[1] + GAP_MILLIS) {
                last[1] = Math.max(last[1], until);
            } else {
                spans.add(new long[] {from, until});
            }
        }
        return spans;
    }

    private void print(ProbeReport report, Settings settings) {
        var out = terminal.out();
        Columns probes =
                new Columns("PROBE", "ASKED", "DELAY", "ORGANISATION", "CREDENTIAL", "OPERATOR", "ADDRESS", "OFFSET");
        for (Probe probe : report.probes()) {
            List<Answer> answers = report.answers().stream()
                    .filter(each -> each.probeId().equals(probe.id()))
                    .toList();
            String asked = ProbeCommand.shown(probe.askedAt(), settings);
            if (answers.isEmpty()) {
                probes.row(probe.id(), asked, "-", "nobody", "", "", "", "");
            }
            for (Answer answer : answers) {
                probes.row(
                        probe.id(),
                        asked,
                        String.format(Locale.ROOT, "%+.1f s", answer.delayMillis() / 1000.0),
                        answer.organisationId(),
                        answer.credentialId(),
                        answer.operatorId() == null ? "-" : answer.operatorId(),
                        answer.sourceAddress() == null ? "-" : answer.sourceAddress(),
                        answer.partition() + ":" + answer.offset());
            }
        }
        out.print(probes);
        if (!report.suspects().isEmpty()) {
            out.println();
            Columns suspects =
                    new Columns("ORGANISATION", "HITS", "QUERIES IN WINDOWS", "SAME PEOPLE OUTSIDE", "BY CHANCE");
            for (Suspect each : report.suspects()) {
                suspects.row(
                        each.organisationId(),
                        each.hits() + " of " + report.probes().size(),
                        Counted.of(each.queries()),
                        Counted.of(each.usual()),
                        ProbeReport.odds(each.chance()));
            }
            out.print(suspects);
        }
        out.println();
        out.println(Wrapped.text("", "", report.sentence(), 110));
        out.flush();
        terminal.err()
                .println(String.format(
                        Locale.ROOT,
                        "%s looked at, %,.0f a day. At this pace %s for a decoy, %d for a person asked for once a day.",
                        Counted.of(report.queries(), "query", "queries"),
                        report.queriesADay(),
                        report.needed(0) == 1 ? "one probe is enough" : report.needed(0) + " probes are needed",
                        report.needed(1)));
    }
}
