// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.time.DateTimeException;
import java.time.Duration;
import org.nidwatch.settings.Durations;

/** The value of {@code --for}, or of another option that takes a duration. */
final class ForOption {
    private static final Duration LONGEST = Duration.ofDays(366);

    private ForOption() {}

    static Duration read(String text) {
        return read("--for", text);
    }

    static Duration read(String option, String text) {
        try {
            Duration span = Durations.parse(text);
            if (!span.isNegative() && !span.isZero() && span.compareTo(LONGEST) <= 0) {
                return span;
            }
        } catch (DateTimeException e) {
            // Told below, like a value out of range.
        }
        throw CommandFailure.usage(option + " = " + text + ": must be a duration such as 90s, 5m or 2h, at most 366d");
    }
}
