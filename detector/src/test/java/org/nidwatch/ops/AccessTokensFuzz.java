// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ops;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file of access tokens, and what a caller shows. */
public final class AccessTokensFuzz {
    private static final Path FILE = file();

    private AccessTokensFuzz() {}

    private static Path file() {
        try {
            Path made = Files.createTempFile("tokens", ".txt");
            made.toFile().deleteOnExit();
            return made;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The file's bytes; the same bytes as a token must open nothing. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        Files.write(FILE, input);
        AccessTokens tokens;
        try {
            tokens = AccessTokens.read(FILE);
        } catch (IOException e) {
            return; // said so
        }
        if (tokens.bearer(new String(input, StandardCharsets.UTF_8)) != null) {
            throw new IllegalStateException("a file of hashes opens its own door");
        }
    }
}
