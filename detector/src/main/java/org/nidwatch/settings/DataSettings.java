// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

import java.nio.file.Path;

/**
 * Where Nidwatch keeps what is its own.
 *
 * @param dir directory of the embedded broker, the embedded registry and the generated tokenisation key
 */
public record DataSettings(Path dir) {
    static final DataSettings DEFAULTS = new DataSettings(Path.of("nidwatch-data"));
}
