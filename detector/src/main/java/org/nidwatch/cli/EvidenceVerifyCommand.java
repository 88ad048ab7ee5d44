// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.evidence.Manifest;
import org.nidwatch.settings.LoadedSettings;
import org.nidwatch.settings.Settings;
import org.nidwatch.wire.JsonForm;
import org.nidwatch.wire.ReadAlert;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks an evidence pack, and whether the same queries give the same alert. */
@Command(
        name = "verify",
        description = {
            "Checks the files of an evidence pack, then runs the engine with the pack's settings and policy over all queries that"
                    + " the topic still keeps, and compares every field of every emission but emitted_at and mode.",
            "What the detector had learned counts: a replay gives the same alert only from the organisation's first query on.",
            "Exit code 0 when the same alert comes out, 1 when a file was changed, another alert comes out, or it can no longer be"
                    + " known."
        })
final class EvidenceVerifyCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "DIR", description = "The evidence pack.")
    private @Nullable Path folder;

    @Option(names = "--files-only", description = "Check the manifest alone: no Kafka is needed.")
    private boolean filesOnly;

    private final Terminal terminal;

    EvidenceVerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Path pack = java.util.Objects.requireNonNull(folder);
        List<String> changed = Manifest.differences(pack);
        if (!changed.isEmpty()) {
            throw CommandFailure.failed(
                    "the files of " + pack + " are not those of its manifest: " + String.join(", ", changed));
        }
        terminal.out()
                .println(
                        "Files     as in the manifest, whose SHA-256 is " + Manifest.hash(pack.resolve(Manifest.NAME)));
        if (filesOnly) {
            terminal.out().flush();
            return ExitCode.OK;
        }
        List<ScrapingAlert> told =
                JsonLines.read(pack.resolve(EvidencePack.ALERT).toString(), terminal, new JsonForm()::alert).stream()
                        .map(ReadAlert::alert)
                        .toList();
        if (told.isEmpty()) {
            throw CommandFailure.failed(pack.resolve(EvidencePack.ALERT) + " holds no alert");
        }
        LoadedSettings loaded = common.load(terminal);
        Settings decided = CommonOptions.loadFrom(pack.resolve(EvidencePack.SETTINGS));
        EvidenceReplay replay = new EvidenceReplay(Connection.of(loaded), decided, pack, told, false, terminal);
        replay.run();
        if (EvidenceReplay.isAboutSeveral(told.get(0)) && !comesOut(told, replay)) {
            EvidenceReplay backlog = new EvidenceReplay(Connection.of(loaded), decided, pack, told, true, terminal);
            backlog.run();
            if (comesOut(told, backlog)) {
                terminal.out()
                        .println(
                                "Order     all of it lay there before the detector read it: the partitions waited for the one"
                                        + " furthest behind");
                replay = backlog;
            }
        }
        return tell(told, replay, new DayOrTime(decided.calendar().zone()), decided);
    }

    private int tell(List<ScrapingAlert> told, EvidenceReplay replay, DayOrTime times, Settings decided) {
        var out = terminal.out();
        out.println("Replayed  " + replay.covered(times));
        List<String> differences = new ArrayList<>();
        int different = 0;
        for (ScrapingAlert each : told) {
            List<String> found = differences(each, replay.emission(each.sequence()));
            different += found.isEmpty() ? 0 : 1;
            if (different == 1) {
                differences.addAll(found);
            }
        }
        if (different > 1) {
            differences.add("and " + Counted.of(different - 1, "emission") + " after that, of " + told.size());
        }
        if (differences.isEmpty()) {
            out.println("Verified  the same alert comes out, bit for bit: " + Counted.of(told.size(), "emission")
                    + ", all fields but emitted_at and mode");
            out.flush();
            return ExitCode.OK;
        }
        out.println("Differs   " + String.join(System.lineSeparator() + "          ", differences));
        why(told.get(0), replay, times, decided).forEach(each -> out.println("Because   " + each));
        out.flush();
        return ExitCode.FAILED;
    }

    private static boolean comesOut(List<ScrapingAlert> told, EvidenceReplay replay) {
        return told.stream()
                .allMatch(each ->
                        differences(each, replay.emission(each.sequence())).isEmpty());
    }

    private static List<String> differences(ScrapingAlert told, @Nullable ScrapingAlert again) {
        String emission = "emission " + told.sequence();
        return again == null
                ? List.of(emission + " (" + told.phase() + ") does not come out")
                : AlertDifference.of(told, again).stream()
                        .map(field -> emission + ": " + field)
                        .toList();
    }

    private static List<String> why(ScrapingAlert first, EvidenceReplay replay, DayOrTime times, Settings decided) {
        List<String> why = new ArrayList<>();
        String version = EvidencePack.version(decided, first);
        if (!version.equals(first.settingsVersion())) {
            why.add("the alert was raised under settings " + first.settingsVersion() + ", the pack holds " + version);
        }
        String lost = replay.startLost(first, times);
        if (lost != null) {
            why.add("it cannot be verified from the topic any more: " + lost);
        }
        if (EvidenceReplay.isAboutSeveral(first)) {
            why.add(
                    replay.late() > 0
                            ? "it is about several organisations, and " + Counted.of(replay.late(), "digest")
                                    + " of them came later than federation.grace allows: in which 5 minutes the detector"
                                    + " counted these is not recorded"
                            : "it is about several organisations: nothing in the topic came later than federation.grace"
                                    + " allows, so the order in which partitions were read is not the reason");
        } else if (replay.partitions() > 1) {
            why.add(
                    "its queries lie on " + replay.partitions()
                            + " partitions: in which order the detector saw them is not recorded, the broker's times were followed");
        }
        if (why.isEmpty()) {
            why.add(
                    "nothing that can be seen from here: what people declared may have changed since, or verdicts were given"
                            + " at another moment");
        }
        return why;
    }
}
