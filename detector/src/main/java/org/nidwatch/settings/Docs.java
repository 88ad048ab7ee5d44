// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * The one-line docs of the keys. They are the {@code @param} lines of the settings records, which do not survive compilation:
 * a test copies them into a resource, and fails when the two differ.
 */
final class Docs {
    static final String RESOURCE = "settings-docs.properties";

    private static final Properties LINES = read();

    private Docs() {}

    /** The doc of a key; empty when there is none. */
    static String of(String key) {
        return LINES.getProperty(key, "");
    }

    private static Properties read() {
        Properties lines = new Properties();
        try (InputStream stream = Docs.class.getResourceAsStream(RESOURCE)) {
            if (stream != null) {
                lines.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }
}
