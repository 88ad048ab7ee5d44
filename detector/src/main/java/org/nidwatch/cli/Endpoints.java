// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where a running embedded default listens, left in its data directory for the other commands: so they find it when its ports
 * were moved or chosen at random.
 *
 * @param kafka host:port
 * @param registry URL
 */
record Endpoints(String kafka, String registry) {
    private static final String FILE = "endpoints.properties";

    /** What stands in the data directory; null when nothing runs there. */
    static @Nullable Endpoints read(Path data) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(data.resolve(FILE))) {
            properties.load(reader);
        } catch (IOException e) {
            return null;
        }
        String kafka = properties.getProperty("kafka.bootstrap.servers");
        String registry = properties.getProperty("registry.url");
        return kafka == null || registry == null ? null : new Endpoints(kafka, registry);
    }

    void write(Path data) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("kafka.bootstrap.servers", kafka);
        properties.setProperty("registry.url", registry);
        try (Writer writer = Files.newBufferedWriter(data.resolve(FILE))) {
            properties.store(writer, "Written by a running nidwatch; it removes this file when it stops.");
        }
    }

    static void remove(Path data) throws IOException {
        Files.deleteIfExists(data.resolve(FILE));
    }
}
