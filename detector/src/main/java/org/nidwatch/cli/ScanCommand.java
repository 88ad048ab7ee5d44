// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nidwatch.ingest.LineFormat;
import org.nidwatch.ingest.QueryLines;
import org.nidwatch.ingest.ReadOptions;
import org.nidwatch.intake.Tokeniser;
import org.nidwatch.policy.Canary;
import org.nidwatch.policy.Disposition;
import org.nidwatch.policy.Organisation;
import org.nidwatch.policy.Policy;
import org.nidwatch.policy.Probe;
import org.nidwatch.policy.Silence;
import org.nidwatch.settings.Settings;
import org.nidwatch.wire.JsonForm;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The same engine over a file, without Kafka. */
@Command(
        name = "scan",
        description = {
            "Runs the detector over a log without Kafka: alerts as JSON Lines, a summary on standard error.",
            "Exit code 2 when there are alerts, 0 when there are none."
        })
final class ScanCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "FILE", description = "The log, - for standard input; .gz is unpacked.")
    private String file = "-";

    @Option(names = "--format", defaultValue = "auto", description = "auto, jsonl, csv or combined.")
    private LineFormat format = LineFormat.AUTO;

    @Option(names = "--mapping", paramLabel = "FILE", description = "Says which part of the log is what.")
    private @Nullable Path mapping;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "The tokenisation key (tokens.key.file). Not needed for a log that is tokenised already.")
    private @Nullable Path keyFile;

    @Option(names = "--organisations", paramLabel = "ORGS.jsonl", description = "What is declared of organisations.")
    private @Nullable String organisations;

    @Option(
            names = "--canaries",
            paramLabel = "CANARIES.jsonl",
            description = "Decoys: any query about one is an alert.")
    private @Nullable String canaries;

    @Option(
            names = "--probes",
            paramLabel = "PROBES.jsonl",
            description =
                    "Investigators' questions to a bot, as `probe list --format json` prints them: who asks for the"
                            + " same person within the window is reported.")
    private @Nullable String probes;

    @Option(
            names = "--silences",
            paramLabel = "SILENCES.jsonl",
            description =
                    "Agreed silences, as `silence list --format json` prints them: what they hold back is not written.")
    private @Nullable String silences;

    @Option(
            names = "--dispositions",
            paramLabel = "DISPOSITIONS.jsonl",
            description =
                    "Analysts' verdicts by alert_id, as `disposition list --format json` prints them. Each holds from"
                            + " its decided_at on; without one, from the alert's opening.")
    private @Nullable String dispositions;

    @Option(
            names = "--alerts",
            paramLabel = "OUT.jsonl",
            defaultValue = "-",
            description = "Where alerts go, one emission a line; - is standard output, and the default.")
    private String alerts = "-";

    @Option(names = "--activity", paramLabel = "ACT.jsonl", description = "Where each organisation's minutes go.")
    private @Nullable String activity;

    private final Terminal terminal;

    ScanCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Settings settings = common.settings(terminal);
        if (alerts.equals("-") && "-".equals(activity)) {
            throw CommandFailure.usage("--alerts and --activity cannot both be standard output");
        }
        Policy policy = policy();
        ReadOptions options = new ReadOptions(format, mapping, tokeniser(settings), ReadOptions.LINE_LIMIT);
        try (QueryLines lines = open(options);
                LineOutput alertLines = LineOutput.open(alerts, terminal);
                LineOutput activityLines = activity == null ? null : LineOutput.open(activity, terminal)) {
            Scan scan = new Scan(settings, policy, alertLines, activityLines);
            try (Progress progress = new Progress(terminal, lines)) {
                scan.run(lines, progress);
            }
            scan.summary().print(terminal, lines.tally(), settings.calendar().zone());
            return scan.summary().found() ? ExitCode.FOUND : ExitCode.OK;
        }
    }

    private QueryLines open(ReadOptions options) {
        return file.equals(QueryLines.STANDARD_INPUT)
                ? QueryLines.of("standard input", terminal.in(), options)
                : QueryLines.open(file, options);
    }

    private Policy policy() throws IOException {
        JsonForm json = new JsonForm();
        List<Organisation> declared =
                organisations == null ? List.of() : JsonLines.read(organisations, terminal, json::organisation);
        List<Canary> planted = canaries == null ? List.of() : JsonLines.read(canaries, terminal, json::canary);
        List<Probe> asked = probes == null ? List.of() : JsonLines.read(probes, terminal, json::probe);
        List<Disposition> decided =
                dispositions == null ? List.of() : JsonLines.read(dispositions, terminal, json::disposition);
        List<Silence> agreed = silences == null ? List.of() : JsonLines.read(silences, terminal, json::silence);
        return new FixedPolicy(declared, planted, asked, agreed, decided);
    }

    /** The key of the settings; none at all when nobody named one, since the log may hold tokens already. */
    private @Nullable Tokeniser tokeniser(Settings settings) {
        int id = settings.tokens().keyId();
        if (keyFile != null) {
            return Tokeniser.fromKeyFile(keyFile, id);
        }
        return Keys.exists(settings, terminal.environment()) ? Keys.tokeniser(settings, terminal.environment()) : null;
    }
}
