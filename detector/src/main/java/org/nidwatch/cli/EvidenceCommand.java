// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nidwatch.settings.LoadedSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Evidence for one alert. */
@Command(
        name = "evidence",
        description = {
            "Writes a folder of evidence for one alert: the alert and its findings in plain words, a chart, the list of events as"
                    + " tokens with the place where each stands, settings and policy, and a manifest with the SHA-256 of each.",
            "`evidence verify DIR` checks such a folder and replays the queries."
        })
final class EvidenceCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common = new CommonOptions();

    // Neither is required by its declaration: `evidence verify` has none of them.
    @Parameters(
            arity = "0..1",
            paramLabel = "ALERT_ID",
            description = "The alert's id, as `nidwatch alerts` prints it.")
    private @Nullable String id;

    @Option(names = "--out", paramLabel = "DIR", description = "A new or empty folder.")
    private @Nullable Path out;

    private final Terminal terminal;

    EvidenceCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    static CommandLine of(Terminal terminal) {
        return new CommandLine(new EvidenceCommand(terminal)).addSubcommand(new EvidenceVerifyCommand(terminal));
    }

    @Override
    public Integer call() throws IOException {
        String text = id;
        Path folder = out;
        if (text == null || folder == null) {
            throw CommandFailure.usage("give an ALERT_ID and --out DIR, or `evidence verify DIR`");
        }
        var alertId = DispositionCommand.alertId(text);
        requireEmpty(folder);
        LoadedSettings loaded = common.load(terminal);
        Connection connection = Connection.of(loaded);
        EvidencePack pack = new EvidencePack(connection, loaded, terminal);
        var emissions = AlertEmissions.of(alertId, connection, common.times(terminal));
        String hash = pack.write(emissions, folder);
        terminal.out().println("Evidence for alert " + alertId + " is in " + folder + ":");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path each : files.sorted().toList()) {
                terminal.out().println("  " + each.getFileName() + "  " + Counted.of(Files.size(each)) + " bytes");
            }
        }
        terminal.out().println("SHA-256 of manifest.json: " + hash);
        terminal.out().flush();
        terminal.err()
                .println("Note that hash where the folder is not: who changes a file can change the manifest, too.");
        return ExitCode.OK;
    }

    private static void requireEmpty(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw CommandFailure.usage("--out = " + folder + ": is a file; name a new or empty folder");
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            if (files.iterator().hasNext()) {
                throw CommandFailure.usage(
                        "--out = " + folder + ": is not empty; evidence is not mixed with other files");
            }
        }
    }
}
