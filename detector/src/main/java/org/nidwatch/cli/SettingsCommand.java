// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.util.concurrent.Callable;
import org.nidwatch.settings.SettingsTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the settings. */
@Command(
        name = "settings",
        description = "Prints every setting with its value, its origin and its default. Secrets are hidden.")
final class SettingsCommand implements Callable<Integer> {
    private enum Format {
        text,
        markdown
    }

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--format",
            defaultValue = "text",
            description =
                    "text: values in force; markdown: the table of all keys with their defaults, as in the README.")
    private Format format = Format.text;

    private final Terminal terminal;

    SettingsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.out()
                .print(
                        format == Format.markdown
                                ? SettingsTable.markdown()
                                : SettingsTable.text(common.load(terminal).table()));
        terminal.out().flush();
        return ExitCode.OK;
    }
}
