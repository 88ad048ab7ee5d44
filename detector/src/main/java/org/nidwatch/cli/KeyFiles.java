// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.nidwatch.intake.Tokeniser;
import org.nidwatch.settings.Settings;
import picocli.CommandLine.Option;

/** The tokenisation keys of a command that looks at more than one span: while keys are changed, two are in use. */
final class KeyFiles {
    /** Most keys at a time. */
    private static final int MOST = 8;

    @Option(
            names = "--key-file",
            paramLabel = "[ID=]FILE",
            description =
                    "A tokenisation key (tokens.key.file); repeated where keys changed within the span, each with its id.")
    private List<String> keyFiles = List.of();

    /** Every key that was named, else that of the settings, else none. */
    List<Tokeniser> tokenisers(Settings settings, Terminal terminal) {
        if (keyFiles.isEmpty()) {
            return Keys.exists(settings, terminal.environment())
                    ? List.of(Keys.tokeniser(settings, terminal.environment()))
                    : List.of();
        }
        if (keyFiles.size() > MOST) {
            throw CommandFailure.usage("--key-file: at most " + MOST + " keys at a time");
        }
        List<Tokeniser> keys = new ArrayList<>();
        for (String named : keyFiles) {
            int equals = named.indexOf('=');
            boolean numbered = equals > 0 && named.substring(0, equals).chars().allMatch(Character::isDigit);
            keys.add(Tokeniser.fromKeyFile(
                    Path.of(numbered ? named.substring(equals + 1) : named),
                    numbered
                            ? id(named.substring(0, equals))
                            : settings.tokens().keyId()));
        }
        return keys;
    }

    /** The same for who cannot do without: fails, saying what to do, when there is none. */
    List<Tokeniser> needed(Settings settings, Terminal terminal) {
        List<Tokeniser> keys = tokenisers(settings, terminal);
        return keys.isEmpty() ? List.of(Keys.tokeniser(settings, terminal.environment())) : keys;
    }

    private static int id(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw CommandFailure.usage("--key-file " + text + "=...: the id must be within [0, 2147483647]");
        }
    }
}
