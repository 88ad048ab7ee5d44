// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

import org.jspecify.annotations.Nullable;

/**
 * One key as it stands, for people.
 *
 * @param key the key
 * @param value its value, hidden when it is a secret; null = not set, and there is no default
 * @param standard its default; null = no default
 * @param origin where the value comes from: {@code default}, a file's line, a variable, a flag
 * @param type what it may be
 * @param doc one line, bounds included
 */
public record Setting(
        String key, @Nullable String value, @Nullable String standard, String origin, String type, String doc) {}
