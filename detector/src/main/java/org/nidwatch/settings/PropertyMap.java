// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Properties that are handed on as they are. Its text form names the keys alone: there may be passwords among the values.
 *
 * @param values key to value, without our prefix
 */
public record PropertyMap(Map<String, String> values) {
    public PropertyMap {
        values = Map.copyOf(values);
    }

    /** The value; null when it is not set. */
    public @Nullable String get(String key) {
        return values.get(key);
    }

    /** These, and one more or one changed. */
    public PropertyMap with(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(key, value);
        return new PropertyMap(more);
    }

    @Override
    public String toString() {
        return new TreeMap<>(values).keySet().toString();
    }
}
