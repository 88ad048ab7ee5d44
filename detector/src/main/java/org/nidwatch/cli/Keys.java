// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.nidwatch.intake.Tokeniser;
import org.nidwatch.settings.Settings;

/**
 * Where the tokenisation key is: the file of {@code tokens.key.file}, else the environment, else the file that {@code run} made
 * in the data directory.
 */
final class Keys {
    private Keys() {}

    /** The tokeniser; throws {@link org.nidwatch.intake.TokenKeyException}, which says what to do, when there is no key. */
    static Tokeniser tokeniser(Settings settings, Map<String, String> environment) {
        int id = settings.tokens().keyId();
        Path file = settings.tokenKeyFile();
        if (settings.tokens().keyFile() != null || (!inEnvironment(environment) && Files.exists(file))) {
            return Tokeniser.fromKeyFile(file, id);
        }
        return Tokeniser.fromEnvironment(environment, id);
    }

    /** Whether anybody said where a key is, or there is one in the data directory. */
    static boolean exists(Settings settings, Map<String, String> environment) {
        return settings.tokens().keyFile() != null
                || inEnvironment(environment)
                || Files.exists(settings.tokenKeyFile());
    }

    /** Makes the key in the data directory, when nobody has said where another one is; answers whether it did. */
    static boolean generate(Settings settings, Map<String, String> environment) {
        if (exists(settings, environment)) {
            return false;
        }
        Tokeniser.generate(settings.tokenKeyFile());
        return true;
    }

    static boolean inEnvironment(Map<String, String> environment) {
        return !environment.getOrDefault(Tokeniser.VARIABLE, "").isBlank();
    }
}
