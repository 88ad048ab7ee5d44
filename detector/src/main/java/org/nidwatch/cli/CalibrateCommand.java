// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nidwatch.detect.Detectors;
import org.nidwatch.ingest.LineFormat;
import org.nidwatch.ingest.QueryLines;
import org.nidwatch.ingest.ReadOptions;
import org.nidwatch.intake.Tokeniser;
import org.nidwatch.policy.Organisation;
import org.nidwatch.profile.Thresholds;
import org.nidwatch.settings.Settings;
import org.nidwatch.wire.JsonForm;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fits the thresholds of the learned detectors to an alert budget, on history. */
@Command(
        name = "calibrate",
        description = {
            "Fits the thresholds of the learned detectors to budget.alerts.per.day on a log of ordinary weeks, and writes"
                    + " them as a settings file that says where they come from.",
            "At least 14 days, the first 10 of which are learned from and not judged; four weeks more are better. What"
                    + " was abuse must not be in the log: it would teach the thresholds to bear it."
        })
final class CalibrateCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "FILE", description = "The log, - for standard input; .gz is unpacked.")
    private String file = "-";

    @Option(names = "--format", defaultValue = "auto", description = "auto, jsonl, csv or combined.")
    private LineFormat format = LineFormat.AUTO;

    @Option(names = "--mapping", paramLabel = "FILE", description = "Says which part of the log is what.")
    private @Nullable Path mapping;

    @Option(names = "--key-file", paramLabel = "FILE", description = "The tokenisation key (tokens.key.file).")
    private @Nullable Path keyFile;

    @Option(names = "--organisations", paramLabel = "ORGS.jsonl", description = "What is declared of organisations.")
    private @Nullable String organisations;

    @Option(
            names = "--warm-days",
            defaultValue = "10",
            description = "First days of the log that are learned from and not judged. Default: ${DEFAULT-VALUE}")
    private int warmDays;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            defaultValue = "thresholds.yaml",
            description = "Default: ${DEFAULT-VALUE}")
    private Path output = Path.of("thresholds.yaml");

    private final Terminal terminal;

    CalibrateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (warmDays < 1 || warmDays > 365) {
            throw CommandFailure.usage("--warm-days " + warmDays + ": must be from 1 to 365");
        }
        Settings settings = common.settings(terminal);
        List<Organisation> declared = organisations == null
                ? List.of()
                : JsonLines.read(organisations, terminal, new JsonForm()::organisation);
        Calibration calibration = new Calibration(settings, new FixedPolicy(declared, List.of()), warmDays);
        ReadOptions options = new ReadOptions(format, mapping, tokeniser(settings), ReadOptions.LINE_LIMIT);
        try (QueryLines lines = open(options);
                Progress progress = new Progress(terminal, lines)) {
            calibration.read(lines, progress);
        }
        double budget = settings.budget().alertsPerDay();
        if (calibration.judgedDays() < 1) {
            throw CommandFailure.failed(String.format(
                    Locale.ROOT,
                    "the log holds %.1f days after its first %d, which are learned from; at least one is needed, four weeks"
                            + " are better (--warm-days)",
                    Math.max(0, calibration.judgedDays()),
                    warmDays));
        }
        Thresholds fitted =
                calibration.fit(budget, Detectors.thresholds(settings.watch().detectors()));
        ThresholdFile.write(output, fitted, calibration.provenance(file, budget, Version.text()));
        terminal.out()
                .printf(
                        Locale.ROOT,
                        "%s: thresholds for %s alerts a day, fitted on %.1f days of %d organisations (%s to %s).%n",
                        output,
                        budget,
                        calibration.judgedDays(),
                        calibration.organisations(),
                        Instant.ofEpochMilli(calibration.from()),
                        Instant.ofEpochMilli(calibration.until()));
        terminal.out().flush();
        return ExitCode.OK;
    }

    private QueryLines open(ReadOptions options) {
        return file.equals(QueryLines.STANDARD_INPUT)
                ? QueryLines.of("standard input", terminal.in(), options)
                : QueryLines.open(file, options);
    }

    private @Nullable Tokeniser tokeniser(Settings settings) {
        int id = settings.tokens().keyId();
        if (keyFile != null) {
            return Tokeniser.fromKeyFile(keyFile, id);
        }
        return Keys.exists(settings, terminal.environment()) ? Keys.tokeniser(settings, terminal.environment()) : null;
    }
}
