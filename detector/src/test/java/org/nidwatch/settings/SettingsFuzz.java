// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Settings: a file; behind a zero byte, flags, one a line. */
public final class SettingsFuzz {
    private static final Path FILE = file();

    private SettingsFuzz() {}

    private static Path file() {
        try {
            Path made = Files.createTempFile("settings", ".yaml");
            made.toFile().deleteOnExit();
            return made;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The file's bytes and flags. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        int end = 0;
        while (end < input.length && input[end] != 0) {
            end++;
        }
        Files.write(FILE, Arrays.copyOf(input, end));
        List<String> flags = end >= input.length
                ? List.of()
                : new String(input, end + 1, input.length - end - 1, StandardCharsets.UTF_8)
                        .lines()
                        .toList();
        try {
            new SettingsLoader(Map.of(), () -> Set.of("linger.ms", "acks")).load(FILE, flags);
        } catch (SettingsException e) {
            // Said so: all that is wrong.
        }
    }
}
