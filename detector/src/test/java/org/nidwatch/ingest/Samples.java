// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ingest;

import java.nio.file.Files;
import java.nio.file.Path;

/** The mapping files that we ship. */
final class Samples {
    private Samples() {}

    static Path mapping(String name) {
        Path fromModule = Path.of("..", "deploy", "mappings", name);
        return Files.exists(fromModule) ? fromModule : Path.of("deploy", "mappings", name);
    }
}
