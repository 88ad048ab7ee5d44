// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

/**
 * Where the embedded default listens, always on loopback.
 *
 * @param kafkaPort port of the embedded broker, 0 to 65,535; 0 = any free one
 * @param registryPort port of the embedded schema registry, 0 to 65,535; 0 = any free one
 */
public record EmbeddedSettings(int kafkaPort, int registryPort) {
    static final EmbeddedSettings DEFAULTS = new EmbeddedSettings(9092, 8081);

    public EmbeddedSettings {
        Ports.check("kafka.port", kafkaPort);
        Ports.check("registry.port", registryPort);
    }
}
