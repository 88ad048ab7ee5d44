// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Mapping files, and what they then make of a line of each kind. */
public final class MappingFuzz {
    private static final Path FILE = file();
    private static final String LINES = """
            {"ts":"2026-01-31T09:00:00+06:00","partner":"bank-1","key":"k1","status":200,"nid":"1234567890"}
            2026-01-31T09:00:00+06:00,bank-1,k1,200,1234567890
            10.0.0.1 - k1 [31/Jan/2026:09:00:00 +0600] "GET /v1/nid/1234567890 HTTP/1.1" 200 512 "-" "bank-1"
            """;

    private MappingFuzz() {}

    private static Path file() {
        try {
            Path made = Files.createTempFile("mapping", ".yaml");
            made.toFile().deleteOnExit();
            return made;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The file's bytes. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        Files.write(FILE, input);
        ReadOptions options = new ReadOptions(LineFormat.AUTO, FILE, Logs.KEY, 4096);
        try {
            Logs.read(LINES.getBytes(StandardCharsets.UTF_8), options);
        } catch (IngestException e) {
            // Said so.
        }
    }
}
