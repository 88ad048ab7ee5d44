// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nidwatch.settings.LoadedSettings;
import org.nidwatch.settings.Settings;
import org.nidwatch.settings.SettingsLoader;
import picocli.CommandLine.Option;

/** The options that every command with settings has. */
final class CommonOptions {
    private static final String CONFIG_VARIABLE = "NIDWATCH_CONFIG";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings in YAML. Without it $NIDWATCH_CONFIG, else ./nidwatch.yaml when there is one.")
    private @Nullable Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "One setting; may be repeated. Stronger than the environment, which is stronger than the file.")
    private List<String> set = new ArrayList<>();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the embedded default keeps its data (data.dir; ./nidwatch-data).")
    private @Nullable Path data;

    @Option(names = "--debug", description = "Print the stack trace when something goes wrong.")
    private boolean debug;

    /** The settings in force. */
    Settings settings(Terminal terminal) {
        return load(terminal).settings();
    }

    /** The settings in force, and where each comes from. */
    LoadedSettings load(Terminal terminal) {
        return load(terminal, List.of());
    }

    /** The same with settings that other options stand for, as KEY=VALUE; the strongest. */
    LoadedSettings load(Terminal terminal, List<String> more) {
        List<String> flags = new ArrayList<>(set);
        flags.addAll(more);
        if (data != null) {
            flags.add("data.dir=" + data);
        }
        return new SettingsLoader(terminal.environment(), KafkaKeys::all).load(file(terminal), flags);
    }

    /** The settings that a file alone says, whatever the environment and the flags say. */
    static Settings loadFrom(Path settings) {
        return new SettingsLoader(Map.of(), KafkaKeys::all)
                .load(settings, List.of())
                .settings();
    }

    /** Reads and writes moments in the calendar's zone. */
    DayOrTime times(Terminal terminal) {
        return new DayOrTime(settings(terminal).calendar().zone());
    }

    private @Nullable Path file(Terminal terminal) {
        if (config != null) {
            return config;
        }
        String named = terminal.environment().getOrDefault(CONFIG_VARIABLE, "");
        if (!named.isBlank()) {
            return Path.of(named);
        }
        return Files.exists(SettingsLoader.USUAL_FILE) ? SettingsLoader.USUAL_FILE : null;
    }

    /** Whether stack traces are wanted. */
    boolean debug() {
        return debug;
    }
}
