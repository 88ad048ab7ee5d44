// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

import java.util.List;

/**
 * The settings, and what to tell people of them.
 *
 * @param settings the settings, checked
 * @param table every key in the order of the sections, passed-through ones at the end
 */
public record LoadedSettings(Settings settings, List<Setting> table) {
    public LoadedSettings {
        table = List.copyOf(table);
    }

    /** Whether somebody set the key, rather than leaving it at its default. */
    public boolean given(String key) {
        return table.stream()
                .anyMatch(each -> each.key().equals(key) && !each.origin().equals("default"));
    }
}
