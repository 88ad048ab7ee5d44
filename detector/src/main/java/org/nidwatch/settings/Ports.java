// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

/** What a port may be. */
final class Ports {
    private Ports() {}

    static void check(String name, int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException(name + " = " + port + ": must be within [0, 65535]; 0 = any free one");
        }
    }
}
