// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.nidwatch.embedded.EmbeddedBroker;
import org.nidwatch.embedded.EmbeddedRegistry;
import org.nidwatch.settings.Settings;

/** One broker and one registry on loopback, for a machine that has neither. */
final class EmbeddedDefault implements AutoCloseable {
    private final Path data;
    private final EmbeddedBroker broker;
    private final EmbeddedRegistry registry;

    private EmbeddedDefault(Path data, EmbeddedBroker broker, EmbeddedRegistry registry) {
        this.data = data;
        this.broker = broker;
        this.registry = registry;
    }

    /**
     * Starts both; what is in the data directory goes on from where it was.
     *
     * @throws IOException when a port is taken or the directory is in use; the message says by whom and how to move
     */
    static EmbeddedDefault start(Settings settings) throws IOException {
        Path data = Files.createDirectories(settings.data().dir());
        EmbeddedBroker broker =
                EmbeddedBroker.start(data.resolve("kafka"), settings.embedded().kafkaPort());
        EmbeddedRegistry registry = null;
        try {
            registry = EmbeddedRegistry.start(
                    data.resolve("registry"), settings.embedded().registryPort());
            new Endpoints(broker.bootstrapServers(), registry.url()).write(data);
            return new EmbeddedDefault(data, broker, registry);
        } catch (IOException | RuntimeException e) {
            if (registry != null) {
                registry.close();
            }
            broker.close();
            throw e;
        }
    }

    /** The settings, with this broker and (when nobody named another) this registry. */
    Settings in(Settings settings, boolean registryNamed) {
        Settings found = settings.withKafka(broker.bootstrapServers());
        return registryNamed ? found : found.withRegistry(registry.url());
    }

    String kafka() {
        return broker.bootstrapServers();
    }

    String registry() {
        return registry.url();
    }

    @Override
    public void close() throws IOException {
        Endpoints.remove(data);
        try {
            registry.close();
        } finally {
            broker.close();
        }
    }
}
