// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.util.regex.Pattern;

/** Text for a terminal. Identifiers come from outside: what could steer a terminal is taken out. */
final class Wrapped {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cc}");

    private Wrapped() {}

    /** The text on one line, without control characters. */
    static String safe(String text) {
        return CONTROL.matcher(text).replaceAll("?");
    }

    /** Breaks between words; a word that is longer than the line stays whole. */
    static String text(String first, String others, String text, int width) {
        StringBuilder wrapped = new StringBuilder(first);
        int column = first.length();
        boolean fresh = true;
        for (String word : safe(text).split(" ", -1)) {
            if (!fresh && column + 1 + word.length() > width) {
                wrapped.append(System.lineSeparator()).append(others);
                column = others.length();
                fresh = true;
            }
            wrapped.append(fresh ? "" : " ").append(word);
            column += word.length() + (fresh ? 0 : 1);
            fresh = false;
        }
        return wrapped.toString();
    }
}
