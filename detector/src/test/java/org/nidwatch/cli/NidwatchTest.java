// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class NidwatchTest {
    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelp(List<String> command) {
        List<String> args = new ArrayList<>(command);
        args.add("--help");

        Cli.Result result = Cli.run(args.toArray(String[]::new));

        assertThat(result.code()).isEqualTo(ExitCode.OK);
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .startsWith("Usage: nidwatch" + (command.isEmpty() ? "" : " " + String.join(" ", command)))
                .contains("--version");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandOptionAndParameterSaysWhatItIsFor(List<String> path) {
        CommandLine command = Nidwatch.commandLine(new Cli(Map.of(), "", false).terminal());
        for (String name : path) {
            command = command.getSubcommands().get(name);
        }

        assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
        assertThat(command.getCommandSpec().args())
                .allSatisfy(
                        arg -> assertThat(arg.description()).as(arg.toString()).isNotEmpty());
    }

    static Stream<List<String>> commands() {
        List<List<String>> all = new ArrayList<>();
        collect(Nidwatch.commandLine(new Cli(Map.of(), "", false).terminal()), List.of(), all);
        return all.stream();
    }

    private static void collect(CommandLine command, List<String> path, List<List<String>> all) {
        all.add(path);
        command.getSubcommands().forEach((name, sub) -> {
            List<String> longer = new ArrayList<>(path);
            longer.add(name);
            collect(sub, longer, all);
        });
    }

    @Test
    void versionTellsJavasToo() {
        Cli.Result result = Cli.run("--version");

        assertThat(result.code()).isEqualTo(ExitCode.OK);
        assertThat(result.out()).startsWith("nidwatch ").contains("Java " + System.getProperty("java.version"));
    }

    @Test
    void noCommandIsBadUsage() {
        Cli.Result result = Cli.run();

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .isEqualToNormalizingNewlines("nidwatch: say which command to run\nTry `nidwatch --help`.\n");
    }

    @Test
    void unknownCommandNamesTheNearestOne() {
        Cli.Result result = Cli.run("setings");

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err())
                .contains("Unmatched argument at index 0: 'setings'")
                .contains("settings");
    }

    @Test
    void unknownOptionIsBadUsageOfThatCommand() {
        Cli.Result result = Cli.run("settings", "--frmat", "text");

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err())
                .contains("--frmat")
                .endsWith("Try `nidwatch settings --help`." + System.lineSeparator());
    }

    @Test
    void aNumberOfACitizenOnTheCommandLineIsNotRepeated() {
        Cli.Result result = Cli.run("settings", "1990123456789");

        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("'(number)'").doesNotContain("1990123456789");
    }
}
