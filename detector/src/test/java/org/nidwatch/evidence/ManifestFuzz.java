// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The manifest of an evidence pack that came from elsewhere. */
public final class ManifestFuzz {
    private static final Path FOLDER = folder();

    private ManifestFuzz() {}

    private static Path folder() {
        try {
            Path made = Files.createTempDirectory("pack");
            Files.writeString(made.resolve("alert.jsonl"), "{}");
            made.resolve("alert.jsonl").toFile().deleteOnExit();
            return made;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The manifest's bytes. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        Files.write(FOLDER.resolve(Manifest.NAME), input);
        try {
            Manifest.differences(FOLDER);
        } catch (IOException e) {
            // Said so.
        }
    }
}
