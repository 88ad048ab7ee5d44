// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

/**
 * Where HTTP listens.
 *
 * @param bind address that HTTP listens on
 * @param port port that HTTP listens on, 0 to 65,535; 0 = any free one
 */
public record HttpSettings(String bind, int port) {
    static final HttpSettings DEFAULTS = new HttpSettings("127.0.0.1", 8080);

    public HttpSettings {
        Ports.check("port", port);
    }
}
