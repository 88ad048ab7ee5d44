// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.nidwatch.intake.Token;
import org.nidwatch.intake.Tokeniser;
import org.nidwatch.policy.Canary;
import org.nidwatch.policy.TokenTable;
import org.nidwatch.settings.LoadedSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which planted decoys stand in a leaked sample, and so through whom it came out. */
@Command(
        name = "surfaced",
        description = {
            "Looks for planted decoys in a leaked sample: one that was planted for a single organisation names it as the likely"
                    + " source.",
            "Exit code 2 when there are decoys in it."
        })
final class CanarySurfacedCommand implements Callable<Integer> {
    private static final int TOKEN_DIGITS = 2 * Token.BYTES;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--sample",
            required = true,
            paramLabel = "FILE",
            description = "The leaked numbers (or tokens), one a line, - for standard input; read once, kept nowhere.")
    private String sample = "-";

    @Mixin
    private KeyFiles keyFiles = new KeyFiles();

    private final Terminal terminal;
    private final Map<String, Integer> bySource = new TreeMap<>();
    private final Columns columns = new Columns("LINE", "TOKEN", "PLANTED FOR", "LABEL");
    private long people;
    private long unread;
    private long firstUnread;
    private int decoys;

    CanarySurfacedCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        LoadedSettings loaded = common.load(terminal);
        List<Tokeniser> keys = keyFiles.tokenisers(loaded.settings(), terminal);
        PolicyTopic.Contents<Canary> planted =
                CanaryCommand.topic(Connection.of(loaded)).contents();
        if (planted.things().isEmpty()) {
            throw CommandFailure.failed("no decoy is planted (`nidwatch canary add`): there is nothing to look for");
        }
        TokenTable<Canary> canaries = new TokenTable<>(Canary::token);
        planted.things().values().forEach(canaries::put);
        read(canaries, keys);
        tell(planted.things().size(), keys.isEmpty());
        int complete = planted.complete(terminal);
        return decoys > 0 ? ExitCode.FOUND : complete;
    }

    private void read(TokenTable<Canary> canaries, List<Tokeniser> keys) throws IOException {
        try (BufferedReader lines = JsonLines.open(sample, terminal)) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isBlank()) {
                    continue;
                }
                List<Token> tokens = tokens(line.strip(), keys);
                if (tokens.isEmpty()) {
                    unread++;
                    firstUnread = firstUnread == 0 ? number : firstUnread;
                    continue;
                }
                people++;
                for (Token token : tokens) {
                    Canary canary = canaries.find(token.high(), token.low());
                    if (canary != null) {
                        decoy(canary, number);
                        break; // one line is one decoy, whichever key it was planted with
                    }
                }
            }
        } catch (MalformedInputException e) {
            throw CommandFailure.failed(NidFile.name(sample) + " is not UTF-8");
        }
    }

    /** Of a number, a token for each key; none when the line is neither. */
    private static List<Token> tokens(String line, List<Tokeniser> keys) {
        try {
            if (line.length() == TOKEN_DIGITS) {
                return List.of(Token.parse(line));
            }
            List<Token> tokens = new ArrayList<>(keys.size());
            for (Tokeniser key : keys) {
                tokens.add(key.subject(line));
            }
            return tokens;
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    private void decoy(Canary canary, long line) {
        String owner = canary.plantedFor();
        decoys++;
        if (owner != null) {
            bySource.merge(owner, 1, Integer::sum);
        }
        columns.row(Counted.of(line), canary.token().hex(), owner == null ? "all" : owner, canary.label());
    }

    private void tell(int planted, boolean keyless) {
        if (people == 0) {
            throw CommandFailure.failed("there is no number in " + NidFile.name(sample)
                    + (keyless ? " that can be read without the tokenisation key (tokens.key.file)" : ""));
        }
        if (decoys > 0) {
            terminal.out().print(columns);
        }
        bySource.forEach((owner, count) -> terminal.out()
                .println(owner + ": " + Counted.of(count, "decoy that was", "decoys that were")
                        + " planted for it alone. It is the likely source of this sample, or of that part of it."));
        if (decoys > 0 && bySource.isEmpty()) {
            terminal.out().println("None of them was planted for one organisation alone: they do not tell the source.");
        }
        terminal.out().flush();
        terminal.err()
                .println(Counted.of(decoys, "decoy") + " of " + Counted.of(planted) + " planted among "
                        + Counted.of(people, "line") + " read.");
        if (decoys == 0) {
            terminal.err()
                    .println("No decoy is no proof: not everybody meets one, and tokens made with another key would"
                            + " match nothing.");
        }
        if (unread > 0) {
            terminal.err()
                    .println("nidwatch: " + Counted.of(unread, "line is", "lines are")
                            + " neither a number of 10, 13 or 17 digits nor a token, and were left out; the first is line "
                            + Counted.of(firstUnread));
        }
    }
}
