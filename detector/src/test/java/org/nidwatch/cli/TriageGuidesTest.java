// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nidwatch.alert.TriageGuide;
import org.nidwatch.detect.Detectors;
import org.nidwatch.detect.Finding;
import org.nidwatch.federation.Federation;
import org.nidwatch.ops.Figure;
import picocli.CommandLine;

/** Each detector has a guide, and what the guides name exists. */
class TriageGuidesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path FOLDER = ROOT.resolve("deploy/triage");
    private static final List<String> PARTS =
            List.of("## What it means", "## What else it could be", "## What to check", "## What to do");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @Test
    void everyDetectorHasAGuideAndEveryGuideADetector() throws IOException {
        Set<String> detectors = new TreeSet<>(Detectors.ids());
        detectors.addAll(Federation.signals());

        assertThat(guides()).containsExactlyInAnyOrderElementsOf(detectors);
    }

    @Test
    void anAlertLeadsToTheGuideOfItsLeadingDetector() {
        for (String detector : Detectors.ids()) {
            String link = TriageGuide.of(List.of(finding(detector), finding("machine-pacing")));
            assertThat(ROOT.resolve(link)).as(link).exists();
        }
    }

    @ParameterizedTest
    @MethodSource("guides")
    void hasItsNameAndFourPartsInTheirOrder(String guide) throws IOException {
        List<String> headings = Files.readAllLines(file(guide)).stream()
                .filter(line -> line.startsWith("#"))
                .toList();

        List<String> expected = new ArrayList<>(List.of("# " + guide));
        expected.addAll(PARTS);
        assertThat(headings).isEqualTo(expected);
        assertThat(Files.readString(file(guide)).length()).as("short").isLessThan(3_500);
    }

    @ParameterizedTest
    @MethodSource("guides")
    void namesOnlyWhatExists(String guide) throws IOException {
        CommandLine commands = Nidwatch.commandLine(new Cli(java.util.Map.of(), "", false).terminal());
        Set<String> names = new HashSet<>(guides());
        String settings = Cli.run("settings", "--format", "markdown").out();
        Matcher code = CODE.matcher(Files.readString(file(guide)).replaceAll("\\s*\\n\\s*", " "));
        while (code.find()) {
            String named = code.group(1);
            if (named.startsWith("nidwatch ")) {
                exists(commands, named);
            } else if (named.startsWith("--verdict ")) {
                exists(commands, "nidwatch disposition add ALERT_ID " + named);
            } else if (named.startsWith("detectors.")) {
                assertThat(settings).as(named).contains("| `" + named + "` |");
            } else if (named.startsWith("nidwatch_")) {
                assertThat(Stream.of(Figure.values()).map(Figure::prometheus)).contains(named);
            } else if (named.contains("-")) {
                assertThat(names).as(guide).contains(named);
            }
        }
    }

    /** The words are a command's way, its parameters in capitals or files, and options that it has. */
    private static void exists(CommandLine commands, String line) {
        CommandLine command = commands;
        for (String word : line.replaceAll("\"[^\"]*\"", "TEXT").split(" ")) {
            if (word.startsWith("--")) {
                assertThat(command.getCommandSpec().findOption(word))
                        .as(line + ": " + word)
                        .isNotNull();
            } else if (command.getSubcommands().containsKey(word)) {
                command = command.getSubcommands().get(word);
            }
        }
        Object named = command.getCommand();
        assertThat(named)
                .as(line + " must name a command that does something")
                .isNotInstanceOf(Group.class)
                .isNotInstanceOf(Nidwatch.class);
        if (line.contains("--verdict ")) {
            assertThat(line).containsPattern("--verdict (true-positive|false-positive|benign|test)\\b");
        }
    }

    static List<String> guides() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("README.md"))
                    .map(name -> name.replaceAll("\\.md$", ""))
                    .sorted()
                    .toList();
        }
    }

    private static Path file(String guide) {
        return FOLDER.resolve(guide + ".md");
    }

    private static Finding finding(String detector) {
        return new Finding(detector, 2, 0, 1, 2, "queries", Duration.ofHours(1), "It is so.");
    }
}
