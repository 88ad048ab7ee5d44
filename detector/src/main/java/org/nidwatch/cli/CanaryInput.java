// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Token;
import org.nidwatch.policy.Canary;
import org.nidwatch.settings.LoadedSettings;
import org.nidwatch.wire.JsonForm;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Decoys as a person hands them over: numbers, tokens, or whole canaries in a file. */
final class CanaryInput {
    /** Days in which nobody may have asked for a decoy. */
    static final int DAYS = 30;

    @Option(
            names = "--nid-file",
            paramLabel = "FILE",
            description = "One number a line, - for standard input; at most " + NidFile.MOST + ".")
    private @Nullable String nidFile;

    @Option(names = "--token", paramLabel = "HEX", description = "A token (32 hex digits); may be repeated.")
    private List<String> tokens = List.of();

    @Option(
            names = "--file",
            paramLabel = "CANARIES.jsonl",
            description = "One JSON object a line (token, label, planted_for), - for standard input.")
    private @Nullable String file;

    @Mixin
    private KeyFiles keyFiles = new KeyFiles();

    /** One decoy and what to call it in a message. */
    record Named(String name, Canary canary) {}

    /** What was handed over, each token once. */
    List<Named> read(LoadedSettings loaded, Terminal terminal, String label, @Nullable String plantedFor)
            throws IOException {
        if ((nidFile == null ? 0 : 1) + (tokens.isEmpty() ? 0 : 1) + (file == null ? 0 : 1) != 1) {
            throw CommandFailure.usage("give one of --nid-file, --token and --file");
        }
        if (nidFile != null) {
            List<Named> decoys = new ArrayList<>();
            NidFile.read(nidFile, keyFiles.needed(loaded.settings(), terminal), terminal)
                    .lines()
                    .forEach((token, line) -> decoys.add(named("line " + line, new Canary(token, label, plantedFor))));
            return decoys;
        }
        List<Canary> canaries =
                file == null ? fromTokens(label, plantedFor) : JsonLines.read(file, terminal, new JsonForm()::canary);
        if (canaries.isEmpty()) {
            throw CommandFailure.failed("there is no decoy in it: nothing was done");
        }
        Map<Token, Canary> once = new LinkedHashMap<>();
        canaries.forEach(each -> once.put(each.token(), each));
        if (once.size() < canaries.size()) {
            terminal.err()
                    .println("nidwatch: " + Counted.of(canaries.size() - once.size(), "token repeats", "tokens repeat")
                            + " an earlier one; the last of each counts");
        }
        return once.values().stream()
                .map(each -> named("token " + each.token().hex(), each))
                .toList();
    }

    private static Named named(String name, Canary canary) {
        return new Named(name, canary);
    }

    private List<Canary> fromTokens(String label, @Nullable String plantedFor) {
        List<Canary> canaries = new ArrayList<>();
        for (String token : tokens) {
            try {
                canaries.add(new Canary(Token.parse(token), label, plantedFor));
            } catch (IllegalArgumentException e) {
                throw CommandFailure.usage("--token: " + e.getMessage());
            }
        }
        return canaries;
    }

    /** Which of them somebody asked for, in words; tells on the screen what was looked through. */
    static List<String> asked(List<Named> decoys, Connection connection, DayOrTime times, Terminal terminal) {
        TokenHistory history = TokenHistory.read(
                connection, decoys.stream().map(each -> each.canary().token()).toList(), DAYS, terminal);
        terminal.err().println(history.covered(times));
        List<String> asked = new ArrayList<>();
        for (Named each : decoys) {
            TokenHistory.Seen seen = history.of(each.canary().token());
            if (seen != null) {
                asked.add(each.name() + ": " + seen.words(times));
            }
        }
        return asked;
    }
}
