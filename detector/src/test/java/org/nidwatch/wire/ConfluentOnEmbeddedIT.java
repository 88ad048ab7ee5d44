// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.nidwatch.embedded.EmbeddedRegistry;

@Tag("slow")
class ConfluentOnEmbeddedIT extends ConfluentContract {
    @TempDir
    static Path folder;

    private static EmbeddedRegistry registry;

    @BeforeAll
    static void start() throws IOException {
        registry = EmbeddedRegistry.start(folder, 0);
    }

    @AfterAll
    static void stop() {
        if (registry != null) {
            registry.close();
        }
    }

    @Override
    String url() {
        return registry.url();
    }
}
