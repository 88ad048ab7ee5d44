// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a settings record said when it refused its values: {@code quiet.period = PT1S: must be within [PT1M, PT168H]}, or
 * several {@code name = value} with commas, or a sentence with whole keys in it.
 *
 * @param parts names of the components it spoke of, letters and digits only; empty when it named none
 * @param allowed what is allowed
 */
record Refusal(List<String> parts, String allowed) {
    private static final Pattern KEY = Pattern.compile("\\b[a-z]+(?:[.-][a-z0-9]+)+");

    static Refusal read(String message) {
        int colon = message.indexOf(": ");
        if (colon < 0 || !message.substring(0, colon).contains(" = ")) {
            return new Refusal(
                    KEY.matcher(message)
                            .results()
                            .map(found -> plain(found.group()))
                            .toList(),
                    Durations.shortened(message));
        }
        List<String> parts = Arrays.stream(message.substring(0, colon).split(", "))
                .filter(part -> part.contains(" = "))
                .map(part -> plain(part.substring(0, part.indexOf(" = "))))
                .toList();
        return new Refusal(parts, Durations.shortened(message.substring(colon + 2)));
    }

    /** Whether it spoke of any component by name. */
    boolean names() {
        return !parts.isEmpty();
    }

    /** Whether it spoke of this component, by its name or by its key. */
    boolean names(String component, String key) {
        String name = plain(component);
        String whole = plain(key);
        return parts.stream().anyMatch(part -> part.equals(name) || (whole.endsWith(part) && part.endsWith(name)));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
