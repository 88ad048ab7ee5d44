// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import org.nidwatch.intake.Checks;

/** Notes that people type. They go to a topic, so a citizen's number must not be among the words. */
final class FreeText {
    private FreeText() {}

    /** The text, when it may be kept; a {@link CommandFailure} that does not repeat it when not. */
    static String checked(String option, String text, int most) {
        if (text.length() > most) {
            throw CommandFailure.usage(option + " has " + text.length() + " characters: must have at most " + most);
        }
        if (Checks.holdsNid(text)) {
            throw CommandFailure.usage(option + " holds a 10-, 13- or 17-digit number, which could be a citizen's:"
                    + " describe it without the number");
        }
        return text;
    }
}
