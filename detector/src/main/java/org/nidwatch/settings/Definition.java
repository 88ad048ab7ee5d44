// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

import org.jspecify.annotations.Nullable;

/**
 * One key of the settings.
 *
 * @param key the key, such as {@code alerts.quiet.period}
 * @param type what its value may be
 * @param standard default as a user would write it; null = no default
 * @param doc one line, bounds included
 */
record Definition(String key, ValueType type, @Nullable String standard, String doc) {
    /** Name of the environment variable that sets this key. */
    String variable() {
        return Variables.of(key);
    }
}
