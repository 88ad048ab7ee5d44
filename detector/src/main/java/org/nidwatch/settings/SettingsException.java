// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

import java.util.List;

/** The settings cannot be used. The message has every problem, one a line, and where to change it. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<String> problems;

    /** An exception of one or more problems, each a whole line. */
    public SettingsException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems), null, false, false);
        this.problems = List.copyOf(problems);
    }

    /** Each problem, in the order of the keys. */
    public List<String> problems() {
        return problems;
    }
}
