// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.promises;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** libfaketime: a process that is started with it has a clock of its own, which can be set while it runs. */
final class FakeClock {
    private FakeClock() {}

    /** Where it is; installs it where this test may. */
    static String preloaded() {
        try {
            Process install = new ProcessBuilder(Path.of("..", ".ci", "tools").toString(), "faketime=faketime")
                    .inheritIO()
                    .start();
            if (install.waitFor() != 0) {
                throw new IllegalStateException("a clock that can be set needs libfaketime");
            }
            try (Stream<Path> found = Files.walk(Path.of("/usr/lib"), 3)) {
                return found.filter(path -> path.endsWith(Path.of("faketime", "libfaketime.so.1")))
                        .findFirst()
                        .orElseThrow()
                        .toString();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
