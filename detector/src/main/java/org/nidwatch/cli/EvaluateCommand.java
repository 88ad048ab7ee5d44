// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nidwatch.detect.Detectors;
import org.nidwatch.evaluate.Evaluation;
import org.nidwatch.evaluate.EvaluationSettings;
import org.nidwatch.evaluate.Report;
import org.nidwatch.evaluate.leaks.LeakEvaluation;
import org.nidwatch.evaluate.leaks.LeakReport;
import org.nidwatch.evaluate.world.Worlds;
import org.nidwatch.profile.Part;
import org.nidwatch.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Scores the engine on labelled worlds. */
@Command(
        name = "evaluate",
        description = {
            "Scores the learned detectors on simulated worlds with labelled attacks: recall, false alerts a day, records"
                    + " exposed before the alert. With --rivals beside simpler methods and the oracles that know the truth.",
            "Thresholds are those of the settings; figures are of the test seeds alone."
        })
final class EvaluateCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--world", defaultValue = "ordinary", description = "ordinary or bursty.")
    private Worlds.Kind kind = Worlds.Kind.ORDINARY;

    @Option(
            names = "--test-seeds",
            split = ",",
            defaultValue = "201,202",
            description = "Worlds the figures are of. Default: ${DEFAULT-VALUE}")
    private List<Long> testSeeds = List.of();

    @Option(
            names = "--tuning-seeds",
            split = ",",
            defaultValue = "101,102,103,104",
            description = "Worlds thresholds are set on: the rivals' always, ours with --recalibrate."
                    + " Default: ${DEFAULT-VALUE}")
    private List<Long> tuningSeeds = List.of();

    @Option(names = "--organisations", defaultValue = "174", description = "Default: ${DEFAULT-VALUE}")
    private int organisations;

    @Option(names = "--warm-days", defaultValue = "35", description = "Days of learning. Default: ${DEFAULT-VALUE}")
    private int warmDays;

    @Option(names = "--days", defaultValue = "35", description = "Judged days. Default: ${DEFAULT-VALUE}")
    private int days;

    @Option(
            names = "--attacks-per-cell",
            defaultValue = "40",
            description = "Attacks of each kind and level in each world. Default: ${DEFAULT-VALUE}")
    private int attacksPerCell;

    @Option(
            names = "--rivals",
            description = "Run the other methods and the oracles too, calibrated to the same budget.")
    private boolean rivals;

    @Option(names = "--recalibrate", description = "Fit our thresholds on the tuning seeds first.")
    private boolean recalibrate;

    @Option(
            names = "--budget-per-day",
            paramLabel = "ALERTS",
            description =
                    "Alerts a day over all organisations instead of budget.alerts.per.day; thresholds are fitted to it on"
                            + " the tuning seeds. One a week is 0.142857.")
    private @Nullable Double budgetPerDay;

    @Option(
            names = "--cold-start",
            description =
                    "Also try every attack 48 hours after the organisation's first query, beside the learned one.")
    private boolean coldStart;

    @Option(
            names = "--evaders",
            defaultValue = "20",
            description =
                    "Adversaries in each world who know the engine and stay below 50, 80 and 99 %% of an alarm, so many"
                            + " of each. Default: ${DEFAULT-VALUE}")
    private int evaders;

    @Option(
            names = "--without",
            split = ",",
            description = "Parts of the engine to leave out: peers, novelty-gate, outage-credit.")
    private List<String> without = List.of();

    @Option(
            names = "--leaks",
            description =
                    "Scores the trace instead: samples leaked from organisations of every size, with noise, from two and"
                            + " from none. Of the options above only --test-seeds and --organisations hold.")
    private boolean leaks;

    @Option(
            names = "--people",
            defaultValue = "400000",
            description = "With --leaks: citizens of each world. Default: ${DEFAULT-VALUE}")
    private int people;

    @Option(
            names = "--samples",
            defaultValue = "25",
            description = "With --leaks: samples of each cell in each world. Default: ${DEFAULT-VALUE}")
    private int samples;

    @Option(names = "--threads", defaultValue = "2", description = "Default: ${DEFAULT-VALUE}")
    private int threads;

    @Option(names = "--json", paramLabel = "FILE", description = "Everything as JSON; - for standard output.")
    private @Nullable String json;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Writes the table, the JSON and plots (SVG) there.")
    private @Nullable Path directory;

    @Option(
            names = "--thresholds",
            paramLabel = "FILE",
            description = "With --recalibrate or --budget-per-day: writes the thresholds found as a settings file.")
    private @Nullable Path thresholds;

    private final Terminal terminal;

    EvaluateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (leaks) {
            return leaks();
        }
        Settings settings = common.settings(terminal);
        Evaluation evaluation = new Evaluation(evaluation(settings), terminal.err()::println);
        Report report = evaluation.run();
        if (directory != null) {
            report.writeTo(directory);
        }
        if (thresholds != null) {
            ThresholdFile.write(
                    thresholds,
                    evaluation.thresholds(),
                    List.of(
                            "Fitted to " + budget(settings) + " alerts a day on simulated worlds, seeds " + tuningSeeds
                                    + ".",
                            "nidwatch " + Version.text() + ", " + days + " judged days each."));
        }
        if ("-".equals(json)) {
            terminal.out().println(report.json());
        } else {
            if (json != null) {
                Files.writeString(Path.of(json), report.json(), StandardCharsets.UTF_8);
            }
            terminal.out().print(report.table());
        }
        terminal.out().flush();
        return ExitCode.OK;
    }

    private int leaks() throws IOException {
        LeakReport report;
        try {
            report = new LeakEvaluation(
                            new LeakEvaluation.Settings(testSeeds, people, organisations, samples),
                            terminal.err()::println)
                    .run();
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        }
        if ("-".equals(json)) {
            terminal.out().println(report.json());
        } else {
            if (json != null) {
                Files.writeString(Path.of(json), report.json(), StandardCharsets.UTF_8);
            }
            terminal.out().print(report.table());
        }
        terminal.out().flush();
        return ExitCode.OK;
    }

    private EvaluationSettings evaluation(Settings settings) {
        try {
            return new EvaluationSettings(
                    kind,
                    tuningSeeds,
                    testSeeds,
                    organisations,
                    warmDays,
                    days,
                    attacksPerCell,
                    budget(settings),
                    Detectors.thresholds(settings.watch().detectors()),
                    recalibrate || budgetPerDay != null,
                    rivals,
                    coldStart,
                    evaders,
                    parts(),
                    threads);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        }
    }

    private double budget(Settings settings) {
        return budgetPerDay == null ? settings.budget().alertsPerDay() : budgetPerDay;
    }

    private Set<Part> parts() {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        for (String name : without) {
            try {
                parts.add(Part.valueOf(name.toUpperCase(java.util.Locale.ROOT).replace('-', '_')));
            } catch (IllegalArgumentException e) {
                throw CommandFailure.usage("--without " + name + ": must be peers, novelty-gate or outage-credit");
            }
        }
        return parts;
    }
}
