// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.nidwatch.benchmark.BenchmarkCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Entry point: arguments to settings to a command. */
@Command(
        name = "nidwatch",
        description = "Sees that access to a national ID server is used to scrape citizens' records.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 done, 1 failed, 2 found what it was asked to look for, 64 bad usage or settings.",
            "A first look: `nidwatch demo`."
        })
public final class Nidwatch implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli before run().
    private CommandSpec spec;

    private Nidwatch() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        Stop stop = new Stop();
        stop.onSignals();
        int code = execute(Terminal.ofProcess(stop), args);
        stop.finished(code);
        System.exit(code);
    }

    /** Runs one command; answers its exit code. */
    static int execute(Terminal terminal, String... args) {
        return commandLine(terminal).execute(args);
    }

    /** All commands, bound to a terminal. */
    static CommandLine commandLine(Terminal terminal) {
        Failures failures = new Failures(terminal);
        CommandLine root = new CommandLine(new Nidwatch());
        for (Object command : commands(terminal)) {
            root.addSubcommand(command);
        }
        frame(root);
        return root.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(terminal.colours() ? Ansi.ON : Ansi.OFF))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures);
    }

    /** In the order of a newcomer's way. */
    private static List<Object> commands(Terminal terminal) {
        return List.of(
                new DemoCommand(terminal),
                new RunCommand(terminal),
                new IngestCommand(terminal),
                new ScanCommand(terminal),
                new TraceCommand(terminal),
                new SimulateCommand(terminal),
                new EvaluateCommand(terminal),
                new CalibrateCommand(terminal),
                new AlertsCommand(terminal),
                OrganisationCommand.of(terminal),
                CanaryCommand.of(terminal),
                ProbeCommand.of(terminal),
                EvidenceCommand.of(terminal),
                DispositionCommand.of(terminal),
                SilenceCommand.of(terminal),
                new TopicsCommand(terminal),
                AccessCommand.of(terminal),
                new SettingsCommand(terminal),
                new BenchmarkCommand());
    }

    /** --help and --version on each command, so that no command can forget them. */
    private static void frame(CommandLine command) {
        command.getCommandSpec().mixinStandardHelpOptions(true).versionProvider(new Version());
        command.getCommandSpec().usageMessage().width(110).abbreviateSynopsis(true);
        command.getSubcommands().values().forEach(Nidwatch::frame);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say which command to run");
    }
}
